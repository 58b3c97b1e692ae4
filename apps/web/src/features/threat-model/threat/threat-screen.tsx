"use client";
import { scoreBand, type ThreatDetail } from "@redoubt/domain/threat-model";
import { Button, Callout, KeyValue, MarkWord, Section, SideSection, Split, Tag, Time, Timeline } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { COMMAND, type ProjectScope, REASON_WORDS, THREAT_STATE, VALIDITY_WORDS } from "../words.ts";
import { ThreatControls } from "./threat-controls.tsx";
import { ThreatForm } from "./threat-form.tsx";
import { ThreatMoves } from "./threat-moves.tsx";
import { ThreatTest } from "./threat-test.tsx";

/** One threat: the sentence, where it stands, what answers it, and what was decided. */
export function ThreatScreen({ organization, project, number }: ProjectScope & { number: number }) {
  const scope = { organization, project };
  const trpc = useTRPC();
  const options = trpc.threatModel.threat.queryOptions({ ...scope, number });
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data: threat } = useSuspenseQuery(options);
  const may = usePermissions(scope).has("threat-model:write");
  const [changing, setChanging] = useState(false);
  const base = paths.projectSlice(organization, project, "threat-model");
  return (
    <Split
      sideLabel="Decision and history"
      sideWidth={372}
      quietSide
      side={
        <>
          <SideSection title="State">
            <MarkWord kind={THREAT_STATE[threat.state].mark}>{THREAT_STATE[threat.state].word}</MarkWord>
            {threat.reason !== null && (
              <p className="text-ink-2">
                {Object.entries(REASON_WORDS).find(([key]) => key === threat.reason)?.[1] ?? threat.reason}
              </p>
            )}
            {threat.comment !== "" && <p className="wrap-anywhere whitespace-pre-line text-ink-2">{threat.comment}</p>}
            {threat.until !== null && (
              <p className="text-12 text-ink-3">
                until <Time value={threat.until} />
              </p>
            )}
            <ThreatMoves scope={scope} threat={threat} mayDecide={may} />
          </SideSection>
          <SideSection title="Facts">
            <KeyValue labelWidth={148} items={factsOf(threat)} />
          </SideSection>
          <SideSection title="History">
            <History threat={threat} />
          </SideSection>
        </>
      }
    >
      <Section
        title={`T-${threat.number}`}
        note={threat.origin === "hand" ? "recorded by hand" : `from a ${threat.origin}`}
        actions={may && !changing && <Button onClick={() => setChanging(true)}>Change</Button>}
      >
        {changing ? (
          <ThreatForm key={threat.rowVersion} scope={scope} threat={threat} onDone={() => setChanging(false)} />
        ) : (
          <>
            <p className="max-w-[760px] text-16 wrap-anywhere">{threat.statement}</p>
            {threat.why !== "" && <p className="mt-1 max-w-[760px] text-ink-2">Proposed because: {threat.why}</p>}
            <Slots threat={threat} />
          </>
        )}
      </Section>
      <ThreatControls scope={scope} threat={threat} mayChange={may} />
      <Section title="Where it stands">
        {threat.elements.length + threat.flows.length === 0 ? (
          <p className="text-ink-2">It is about the whole system.</p>
        ) : (
          <ul className="flex flex-wrap gap-2">
            {[...threat.elements, ...threat.flows].map((place) => (
              <li key={place.id}>
                <Tag tone="outline">
                  {place.name || "a flow without a name"}
                  {place.removed && ", removed"}
                </Tag>
              </li>
            ))}
          </ul>
        )}
        {threat.code.length > 0 && (
          <ul className="mt-2 text-12 text-ink-2">
            {threat.code.map((pin) => (
              <li key={`${pin.element} ${pin.path} ${pin.container} ${pin.callable}`} className="wrap-anywhere">
                <code>
                  {pin.path}
                  {pin.callable !== null && ` ${[pin.container, pin.callable].filter(Boolean).join(".")}`}
                </code>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <ThreatTest threat={threat} />
      {threat.assumptions.length > 0 && (
        <Section title="It rests on">
          <ul className="flex flex-col gap-1">
            {threat.assumptions.map(({ number: at, text, validity }) => (
              <li key={at} className="flex flex-wrap items-center gap-2">
                <Link href={`${base}/control#A-${at}`} className="hover:underline">
                  A-{at} {text}
                </Link>
                <Tag tone={VALIDITY_WORDS[validity].tone}>{VALIDITY_WORDS[validity].word}</Tag>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {threat.controls.some(({ isVoid }) => isVoid) && (
        <Section title="Void">
          <Callout title="A control counts for nothing" tone="warn">
            It hopes that an attacker lacks what every attacker has: it is shown, and answers no threat. Its reasons
            stand beside it under{" "}
            <Link href={`${base}/control`} className="underline">
              Controls
            </Link>
            .
          </Callout>
        </Section>
      )}
    </Split>
  );
}

function Slots({ threat: { slots } }: { threat: ThreatDetail }) {
  const items = [
    { key: "Who", value: slots.source },
    { key: "With what", value: slots.prerequisites },
    { key: "Does what", value: slots.action },
    { key: "Leads to", value: slots.impact },
    { key: "Assets", value: slots.assets?.join(", ") },
  ].filter((item): item is { key: string; value: string } => item.value !== undefined && item.value !== "");
  return items.length === 0 ? null : <KeyValue className="mt-3" items={items} />;
}

function factsOf(threat: ThreatDetail) {
  const score = (["inherent", "current", "projected"] as const)
    .map((row) => scoreBand(threat.scores[row]))
    .map((band) => band ?? "not said");
  return [
    { key: "Owner", value: threat.owner?.name ?? "nobody" },
    { key: "Due", value: threat.due === null ? "no date" : <Time value={threat.due} /> },
    { key: "Class", value: threat.classId ?? "none" },
    { key: "Catalogue", value: threat.catalogueKey ?? "none" },
    { key: "STRIDE", value: threat.stride.join(" ") || "none" },
    { key: "Without", label: "Score without controls", value: score[0] },
    { key: "Now", label: "Score now", value: score[1] },
    { key: "Planned", label: "Score when planned", value: score[2] },
  ];
}

function History({ threat }: { threat: ThreatDetail }) {
  const entries = threat.events.toReversed().map((event) => ({
    id: event.id,
    text: (
      <>
        <b>{event.actor ?? "Redoubt"}</b> {COMMAND[event.command].did}
        {event.undone && <span className="text-ink-3"> (taken back)</span>}
      </>
    ),
    ...(event.comment === "" ? {} : { detail: event.comment }),
    time: <Time value={event.at} />,
  }));
  const first = {
    id: "made",
    text: threat.origin === "draft" ? "Proposed from the code" : threat.origin === "hand" ? "Recorded" : "Added",
    time: <Time value={threat.createdAt} />,
  };
  return <Timeline entries={[...entries, first]} />;
}
