"use client";
import type { FindingPolicy } from "@redoubt/domain/finding";
import {
  Button,
  Callout,
  dateText,
  KeyValue,
  notify,
  PageHeader,
  Section,
  SideSection,
  Split,
  Tag,
  Time,
} from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { NotFoundScreen } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { useSelf } from "../decision/use-permissions.ts";
import { WhyForm } from "../decision/why-form.tsx";
import { listQuery } from "../list/list-state.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { countWords } from "../words.ts";
import { findingsOf, type PolicyDetail, type PolicyPlace, registerOf, usePolicyApi } from "./policy-api.ts";
import { PolicyForm } from "./policy-form.tsx";
import { PreviewList } from "./policy-preview.tsx";
import { decisionWords, POLICY_STATE, scopeWords } from "./policy-words.ts";
import { usePlacePermissions } from "./use-place-permissions.ts";
import { usePolicyPeople } from "./use-policy-people.ts";

/** A new policy. */
export function NewPolicyScreen({ place }: { place: PolicyPlace }) {
  const router = useRouter();
  const people = usePolicyPeople(place);
  const self = useSelf(place.organization);
  return (
    <>
      <PageHeader title="New policy" description={place.project === null ? "For all projects." : undefined} />
      {people !== undefined && (
        <PolicyForm
          place={place}
          people={people}
          self={self}
          policy={null}
          onSaved={(policy) => router.push(`${registerOf(place)}/${policy.id}`)}
        />
      )}
    </>
  );
}

/** One policy: what it covers and does, what it holds or would decide, and what can be done with it now. */
export function PolicyScreen({ place, id }: { place: PolicyPlace; id: string }) {
  const api = usePolicyApi(place);
  const queryKey = api.policyKey(id);
  useLiveQueries(["finding"], [queryKey]);
  const { data: policy, error } = useQuery({ queryKey, queryFn: () => api.get(id) });
  const [editing, setEditing] = useState(false);
  const people = usePolicyPeople(place);
  const self = useSelf(place.organization);
  const client = useQueryClient();
  if (error !== null) {
    if (problemOf(error).code === "finding.policy-not-found") return <NotFoundScreen framed />;
    throw error;
  }
  if (policy === undefined) return <PageHeader title="Policy" />;
  const state = POLICY_STATE[policy.state];
  return (
    <>
      <PageHeader
        title={scopeWords(policy)}
        meta={
          <>
            <Tag tone={state.tone}>{state.words}</Tag>
            <span>{policy.project?.name ?? "all projects"}</span>
          </>
        }
      />
      {editing && people !== undefined ? (
        <PolicyForm
          key={policy.rowVersion}
          place={place}
          people={people}
          self={self}
          policy={policy}
          onSaved={() => {
            setEditing(false);
            void client.invalidateQueries({ queryKey });
          }}
        />
      ) : (
        <PolicyBody place={place} policy={policy} onEdit={() => setEditing(true)} />
      )}
    </>
  );
}

function PolicyBody({ place, policy, onEdit }: { place: PolicyPlace; policy: PolicyDetail; onEdit: () => void }) {
  return (
    <Split
      sideLabel="What it decides"
      sideWidth={408}
      side={
        <SideSection title={policy.preview === null ? "Holds now" : "Would decide now"}>
          {policy.preview === null ? (
            <Holds place={place} policy={policy} />
          ) : (
            <PreviewList place={place} preview={policy.preview} />
          )}
        </SideSection>
      }
    >
      <Section title="Policy">
        <Facts policy={policy} />
        <Deeds place={place} policy={policy} onEdit={onEdit} />
      </Section>
      <Section title="Why">
        <SafeMarkdown text={policy.comment} />
      </Section>
    </Split>
  );
}

function Holds({ place, policy }: { place: PolicyPlace; policy: FindingPolicy }) {
  if (policy.findings === 0) return <p className="text-ink-3">No finding is held by it.</p>;
  const query = listQuery({ state: ["any"], policy: policy.id, dependency: "shown", backlog: "shown" });
  return (
    <Link className="link" href={`${findingsOf(place)}${query}`}>
      {countWords(policy.findings, "finding")}
    </Link>
  );
}

function Facts({ policy }: { policy: FindingPolicy }) {
  const fact = (key: string, value: string | null) => (value === null ? [] : [{ key, value: <code>{value}</code> }]);
  return (
    <KeyValue
      labelWidth={140}
      items={[
        ...fact("Check", policy.detector),
        ...fact("Path", policy.path),
        ...fact("Package", policy.package),
        ...fact("Advisory", policy.advisory),
        { key: "Severity", value: policy.severityAtMost === null ? "any" : `at most ${policy.severityAtMost}` },
        ...fact("Branch", policy.branch),
        { key: "Decision", value: decisionWords(policy) },
        { key: "Stands in for a fix", value: policy.compensatingControl || "nothing named" },
        { key: "Owner", value: policy.owner.name },
        { key: "Author", value: policy.author },
        ...(policy.approver === null ? [] : [{ key: "Approved by", value: policy.approver }]),
        ...(policy.activatedAt === null ? [] : [{ key: "Began", value: <Time value={policy.activatedAt} /> }]),
        policy.endedAt === null
          ? { key: "Last day", value: dateText(policy.expiresAt) }
          : { key: "Ended", value: <Time value={policy.endedAt} /> },
        ...(policy.note === null ? [] : [{ key: "Note", value: policy.note }]),
      ]}
    />
  );
}

type Deed = "refuse" | "revoke";

function Deeds({ place, policy, onEdit }: { place: PolicyPlace; policy: FindingPolicy; onEdit: () => void }) {
  const api = usePolicyApi(place);
  const trpc = useTRPC();
  const client = useQueryClient();
  const may = usePlacePermissions(place).has("finding:policy");
  const [asking, setAsking] = useState<Deed | null>(null);
  const version = { policy: policy.id, rowVersion: policy.rowVersion };
  const onSettled = () => client.invalidateQueries(trpc.finding.pathFilter());
  const done = (after: FindingPolicy) => {
    setAsking(null);
    notify(
      after.state === "active"
        ? `It has begun: ${countWords(after.findings, "finding")}.`
        : `The policy is now: ${POLICY_STATE[after.state].words}.`,
    );
  };
  const act = useMutation({
    mutationFn: (deed: "submit" | "approve") => api[deed](version),
    onSuccess: done,
    onSettled,
  });
  const end = useMutation({
    mutationFn: ({ deed, comment }: { deed: Deed; comment: string }) => api[deed]({ ...version, comment }),
    onSuccess: done,
    onSettled,
  });
  // The organization's policies are changed where they stand.
  const isHere = (policy.project?.slug ?? null) === place.project;
  if (!may || !isHere || policy.state === "expired" || policy.state === "revoked") return null;
  const problem = act.error ?? end.error;
  const busy = act.isPending || end.isPending;
  const waits = policy.state === "awaiting-approval";
  return (
    <div className="mt-4 flex flex-col gap-3">
      {problem !== null && (
        <Callout title="Nothing was changed" live>
          {problemOf(problem).message}
        </Callout>
      )}
      {asking !== null ? (
        <WhyForm
          verb={asking === "revoke" ? "Revoke the policy" : policy.mine ? "Take it back" : "Send it back"}
          busy={busy}
          maxLength={2000}
          onSubmit={(comment) => end.mutate({ deed: asking, comment })}
          onBack={() => setAsking(null)}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          {policy.state === "draft" && policy.mine && (
            <>
              <Button variant="primary" busy={busy} onClick={() => act.mutate("submit")}>
                Let it begin
              </Button>
              <Button onClick={onEdit}>Edit</Button>
            </>
          )}
          {waits && !policy.mine && (
            <Button variant="primary" busy={busy} onClick={() => act.mutate("approve")}>
              Approve
            </Button>
          )}
          {waits && (
            <Button onClick={() => setAsking("refuse")}>{policy.mine ? "Take it back" : "Send it back"}</Button>
          )}
          <Button variant="ghost" onClick={() => setAsking("revoke")}>
            {policy.state === "active" ? "Revoke" : "Throw it away"}
          </Button>
        </div>
      )}
      {waits && policy.mine && <p className="text-12 text-ink-3">Another owner or security lead approves it.</p>}
      {policy.state === "draft" && !policy.mine && (
        <p className="text-12 text-ink-3">A draft of {policy.author}, who alone lets it begin.</p>
      )}
    </div>
  );
}
