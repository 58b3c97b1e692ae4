"use client";
import type { DecisionRegister, FindingPolicy } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { dateText, LinkButton, PageHeader, Section, Table, Tag, Td, Th, Tr } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useLiveQueries } from "#trpc/events.ts";
import { listQuery, type ListState } from "../list/list-state.ts";
import { SeverityLevel } from "../tags.tsx";
import { countWords, findingLabel, REASON_WORDS } from "../words.ts";
import { findingsOf, type PolicyPlace, registerOf, usePolicyApi } from "./policy-api.ts";
import { decisionWords, POLICY_STATE, scopeWords } from "./policy-words.ts";
import { usePlacePermissions } from "./use-place-permissions.ts";

/** Every decision that sets findings aside, in one place, each number with its findings behind it. */
export function RegisterScreen({ place }: { place: PolicyPlace }) {
  const api = usePolicyApi(place);
  useLiveQueries(["finding"], [api.registerKey]);
  const { data, error } = useQuery({ queryKey: api.registerKey, queryFn: api.register });
  const mayWrite = usePlacePermissions(place).has("finding:policy");
  if (error !== null) throw error;
  return (
    <>
      <PageHeader
        title="Decisions that last"
        description="What sets findings aside, why, by whom and until when."
        actions={
          <>
            {place.project !== null && (
              <LinkButton asChild>
                <Link href={`${findingsOf(place)}/known-issues`}>Known issues</Link>
              </LinkButton>
            )}
            {mayWrite && (
              <LinkButton asChild variant="primary">
                <Link href={`${registerOf(place)}/new`}>Write a policy</Link>
              </LinkButton>
            )}
          </>
        }
      />
      {data !== undefined && (
        <>
          <Policies place={place} policies={data.policies} />
          <Acknowledgements place={place} {...data.acknowledgements} />
          <Counted place={place} register={data} />
        </>
      )}
    </>
  );
}

function Policies({ place, policies }: { place: PolicyPlace; policies: readonly FindingPolicy[] }) {
  const live = policies.filter(({ state }) => state !== "expired" && state !== "revoked").length;
  return (
    <Section
      title="Policies"
      note={policies.length === 0 ? undefined : `${live} of ${policies.length} not ended`}
      flush
      className="border-t-line-strong"
    >
      {policies.length === 0 ? (
        <Nothing>
          No policy. A policy decides on findings to come: by check, path, package or advisory, with an owner and a last
          day, and with a second person where it is severe.
        </Nothing>
      ) : (
        <Table label="Finding policies" roomy>
          <thead>
            <tr>
              <Th>Covers</Th>
              <Th>State</Th>
              {place.project === null && <Th className="phone:hidden">Project</Th>}
              <Th className="phone:hidden">Owner</Th>
              <Th className="phone:hidden">Ends</Th>
              <Th numeric>Findings</Th>
            </tr>
          </thead>
          <tbody>
            {policies.map((policy) => (
              <PolicyRow key={policy.id} place={place} policy={policy} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function PolicyRow({ place, policy }: { place: PolicyPlace; policy: FindingPolicy }) {
  const state = POLICY_STATE[policy.state];
  // A policy of one project is changed in that project.
  const home = { ...place, project: policy.project?.slug ?? null };
  return (
    <Tr>
      <Td>
        <Link href={`${registerOf(home)}/${policy.id}`} className="font-medium wrap-anywhere hover:underline">
          {scopeWords(policy)}
        </Link>
        <div className="text-12 text-ink-3">
          {decisionWords(policy)}, by {policy.author}
          {policy.approver !== null && `, approved by ${policy.approver}`}
          {place.project !== null && policy.project === null && ", for all projects"}
        </div>
      </Td>
      <Td>
        <Tag tone={state.tone}>{state.words}</Tag>
      </Td>
      {place.project === null && <Td className="phone:hidden">{policy.project?.name ?? "all projects"}</Td>}
      <Td className="phone:hidden">{policy.owner.name}</Td>
      <Td className="phone:hidden">{dateText(policy.endedAt ?? policy.expiresAt)}</Td>
      <Td numeric>
        <CountLink
          place={place}
          count={policy.findings}
          label={`Findings of the policy ${scopeWords(policy)}`}
          query={{ state: ["any"], policy: policy.id, dependency: "shown", backlog: "shown" }}
        />
      </Td>
    </Tr>
  );
}

function Acknowledgements({ place, count, items }: { place: PolicyPlace } & DecisionRegister["acknowledgements"]) {
  return (
    <Section
      title="Acknowledged"
      note={count > items.length ? `the first ${items.length} of ${count} to end` : undefined}
      actions={
        count > 0 && (
          <Link
            className="link"
            href={`${findingsOf(place)}${listQuery({ state: ["acknowledged"], decidedBy: "human" })}`}
          >
            Open {countWords(count, "finding")}
          </Link>
        )
      }
      flush
    >
      {items.length === 0 ? (
        <Nothing>No person has acknowledged a finding.</Nothing>
      ) : (
        <Table label="Acknowledged findings" roomy>
          <thead>
            <tr>
              <Th>Finding</Th>
              <Th>Severity</Th>
              <Th className="phone:hidden">Owner</Th>
              <Th>Until</Th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Tr key={`${item.project.slug}-${item.number}`}>
                <Td>
                  <Link
                    href={`${findingsOf({ ...place, project: item.project.slug })}/${findingLabel(item.number)}`}
                    className="font-medium hover:underline"
                  >
                    {findingLabel(item.number)} {item.title}
                  </Link>
                  <div className="line-clamp-1 text-12 text-ink-3">
                    {place.project === null && `${item.project.name}: `}
                    {item.reason}
                  </div>
                </Td>
                <Td>
                  <SeverityLevel severity={item.severity} />
                </Td>
                <Td className="phone:hidden">{item.owner ?? "nobody"}</Td>
                <Td>{dateText(item.until)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function Counted({ place, register }: { place: PolicyPlace; register: DecisionRegister }) {
  const { dismissals, inCode } = register;
  return (
    <div className="grid grid-cols-1 border-t border-line lg:grid-cols-2">
      <Section title="Dismissed by people" flush>
        {dismissals.length === 0 ? (
          <Nothing>No person has dismissed a finding.</Nothing>
        ) : (
          <Table label="Dismissals by reason">
            <thead>
              <tr>
                <Th>Reason</Th>
                <Th numeric>Findings</Th>
              </tr>
            </thead>
            <tbody>
              {dismissals.map(({ reason, count }) => (
                <Tr key={reason}>
                  <Td>{REASON_WORDS[reason]}</Td>
                  <Td numeric>
                    <CountLink
                      place={place}
                      count={count}
                      label={`Findings dismissed as ${REASON_WORDS[reason]}`}
                      query={{ state: ["dismissed"], decidedBy: "human", reason, dependency: "shown" }}
                    />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Section>
      <Section title="Suppressed in code" flush className="lg:border-t-0 lg:border-l">
        {inCode.length === 0 ? (
          <Nothing>No comment in the code hides a finding.</Nothing>
        ) : (
          <Table label="Suppressions in code">
            <thead>
              <tr>
                <Th>Tool</Th>
                <Th>By</Th>
                <Th numeric>Findings</Th>
              </tr>
            </thead>
            <tbody>
              {inCode.map(({ scanner, by, count }) => (
                <Tr key={`${scanner}-${by}`}>
                  <Td>{scannerTitle(scanner)}</Td>
                  <Td>{by === "in-code" ? "the code" : "its configuration"}</Td>
                  <Td numeric>
                    <CountLink
                      place={place}
                      count={count}
                      label={`Findings of ${scannerTitle(scanner)} that are suppressed`}
                      query={{ state: ["dismissed"], decidedBy: by, scanner: [scanner], dependency: "shown" }}
                    />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Section>
    </div>
  );
}

function CountLink(props: { place: PolicyPlace; count: number; label: string; query: Partial<ListState> }) {
  const { place, count, label, query } = props;
  if (count === 0) return <span className="text-ink-3">0</span>;
  return (
    <Link className="link" href={`${findingsOf(place)}${listQuery(query)}`} aria-label={`${label}: ${count}`}>
      {count.toLocaleString("en")}
    </Link>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="max-w-[680px] px-6 pb-4 text-ink-3 phone:px-4">{children}</p>;
}
