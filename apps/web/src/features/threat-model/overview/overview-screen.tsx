"use client";
import { type Threat, THREAT_STATES } from "@redoubt/domain/threat-model";
import {
  BlindLine,
  Callout,
  EmptyState,
  Figures,
  LinkButton,
  Mark,
  MarkWord,
  Section,
  Table,
  Td,
  Th,
  Tr,
} from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { many, type ProjectScope, THREAT_STATE } from "../words.ts";
import { CancelButton, DraftButton, isReading, type Overview } from "./draft-button.tsx";
import { Proposals } from "./proposals.tsx";

/** What the model says as a whole, what is proposed, and what it rests on. */
export function OverviewScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.threatModel.overview.queryOptions(scope);
  const proposed = trpc.threatModel.threats.queryOptions({ ...scope, states: ["proposed"] });
  const owed = trpc.threatModel.threats.queryOptions({ ...scope, states: ["regressed", "open", "in-treatment"] });
  useLiveQueries(["threat-model"], [options.queryKey, proposed.queryKey, owed.queryKey]);
  const { data } = useSuspenseQuery(options);
  const { data: proposals } = useSuspenseQuery(proposed);
  const { data: unanswered } = useSuspenseQuery(owed);
  const may = usePermissions(scope).has("threat-model:write");
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  const reading = <ReadingLine overview={data} cancel={may && <CancelButton scope={scope} />} />;
  if (data.elements === 0 && data.boundaries === 0 && total(data) === 0) {
    return (
      <>
        {reading}
        <EmptyState
          title="Nothing is drawn yet"
          actions={
            may && (
              <>
                <DraftButton scope={scope} overview={data} />
                <LinkButton asChild>
                  <Link href={`${base}/outline`}>Begin by hand</Link>
                </LinkButton>
                {data.revision === null && (
                  <LinkButton variant="primary" asChild>
                    <Link href={`${paths.projectSlice(scope.organization, scope.project, "source")}/new`}>
                      Add code
                    </Link>
                  </LinkButton>
                )}
              </>
            )
          }
        >
          A draft is read from the code: contracts, proxies, oracles, roles, what is called outside, and at most twelve
          threats with why each is proposed. You say yes or no to each.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {reading}
      <Section title="Where the threats stand" note={many(total(data), "threat")}>
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          {THREAT_STATES.filter((state) => (data.threats[state] ?? 0) > 0).map((state) => (
            <li key={state}>
              <Link href={`${base}/threat?state=${state}`} className="inline-flex items-center gap-2 hover:text-ink">
                <span aria-hidden="true" className="inline-flex">
                  <Mark kind={THREAT_STATE[state].mark} />
                </span>
                <span className="font-semibold tabular-nums">{data.threats[state]}</span>
                <span className="text-ink-2">{THREAT_STATE[state].word}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Proposals scope={scope} items={proposals.items} mayDecide={may} />
      <Unanswered items={unanswered.items} base={base} />
      <Section title="What it is made of">
        <Figures
          items={[
            { id: "elements", label: "Elements", value: <Link href={`${base}/outline`}>{data.elements}</Link> },
            { id: "boundaries", label: "Boundaries", value: <Link href={`${base}/outline`}>{data.boundaries}</Link> },
            { id: "flows", label: "Flows", value: <Link href={`${base}/outline`}>{data.flows}</Link> },
            {
              id: "controls",
              label: "Controls",
              value: <Link href={`${base}/control`}>{data.controls}</Link>,
              note: data.voidControls === 0 ? "none is void" : `${data.voidControls} void`,
              tone: data.voidControls === 0 ? "plain" : "bad",
            },
            {
              id: "assumptions",
              label: "Assumptions",
              value: <Link href={`${base}/control`}>{data.assumptions}</Link>,
              note: data.unconfirmed === 0 ? "all are decided" : `${data.unconfirmed} unconfirmed`,
              tone: data.unconfirmed === 0 ? "plain" : "warn",
            },
          ]}
        />
      </Section>
      <Approved overview={data} base={base} />
      <BlindLine title="What this page cannot see">
        Tests, monitors and drills are not joined to threats yet: a threat stands at mitigated, claimed, until evidence
        ran for it.
      </BlindLine>
    </>
  );
}

function total({ threats }: Overview): number {
  return Object.values(threats).reduce((sum, count) => sum + (count ?? 0), 0);
}

const MOST_SHOWN = 8;

/** What somebody still owes an answer to, the worst first. */
function Unanswered({ items, base }: { items: readonly Threat[]; base: string }) {
  if (items.length === 0) return null;
  const weight = ({ scores }: Threat) => (scores.current.likelihood ?? 0) * (scores.current.impact ?? 0);
  const sorted = items.toSorted((a, b) => weight(b) - weight(a) || a.number - b.number);
  return (
    <Section title="Not answered" note={many(items.length, "threat")} flush>
      <Table label="Threats without an answer" roomy>
        <thead>
          <tr>
            <Th>Threat</Th>
            <Th className="phone:hidden">What is there</Th>
            <Th className="phone:hidden">Owner</Th>
            <Th>State</Th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, MOST_SHOWN).map((threat) => (
            <Tr key={threat.id}>
              <Td className="align-top">
                <Link href={`${base}/threat/${threat.number}`} className="font-medium wrap-anywhere hover:underline">
                  <span className="text-ink-3">T-{threat.number}</span> {threat.statement}
                </Link>
                <div className="text-12 text-ink-3">{threat.elements.map(({ name }) => name).join(", ")}</div>
              </Td>
              <Td className="max-w-72 align-top text-ink-2 phone:hidden">
                {threat.controls.length === 0
                  ? "nothing"
                  : threat.controls.map(({ name, isVoid }) => (isVoid ? `${name} (void)` : name)).join(", ")}
              </Td>
              <Td className="align-top text-ink-2 phone:hidden">{threat.owner?.name ?? "nobody"}</Td>
              <Td className="align-top">
                <MarkWord kind={THREAT_STATE[threat.state].mark}>{THREAT_STATE[threat.state].word}</MarkWord>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {sorted.length > MOST_SHOWN && (
        <p className="px-6 py-2 text-12 phone:px-4">
          <Link href={`${base}/threat`} className="why whitespace-normal">
            {sorted.length - MOST_SHOWN} more
          </Link>
        </p>
      )}
    </Section>
  );
}

function ReadingLine({ overview, cancel }: { overview: Overview; cancel: ReactNode }) {
  const { reading } = overview;
  if (reading === null || reading.state === "done" || reading.state === "cancelled") return null;
  if (isReading(overview)) {
    return (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-6 py-3 phone:px-4">
        <p role="status" className="min-w-0 flex-1 text-ink-2 phone:basis-full">
          Revision {reading.revision} is {reading.state === "queued" ? "waiting to be read" : "being read"}. The draft
          appears here by itself.
        </p>
        {cancel}
      </div>
    );
  }
  return (
    <div className="px-6 pb-4 phone:px-4">
      <Callout title={`Revision ${reading.revision} could not be read`}>
        {reading.failure ?? "It ended without a reason."}
      </Callout>
    </div>
  );
}

function Approved({ overview, base }: { overview: Overview; base: string }) {
  const { approved } = overview;
  if (approved === null) {
    return (
      <Section title="Approval">
        <p className="text-ink-2">
          No version was approved yet.{" "}
          <Link href={`${base}/version`} className="why whitespace-normal">
            Send this one to review
          </Link>
        </p>
      </Section>
    );
  }
  return (
    <Section title="Approval" note={`version ${approved.version}`}>
      {approved.state === "stale" ? (
        <>
          <p>The code has moved on from what was approved:</p>
          <ul className="list-disc pl-5 text-ink-2">
            {approved.staleReasons.slice(0, 12).map((reason) => (
              <li key={`${reason.kind} ${reason.what}`} className="wrap-anywhere">
                {reason.what}
                {reason.element !== null && ` (${reason.element})`}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="text-ink-2">
          Approved by {approved.approvedBy ?? "the system"}
          {approved.selfApproved && ", who had sent it to review"}. It still describes the code.
        </p>
      )}
    </Section>
  );
}
