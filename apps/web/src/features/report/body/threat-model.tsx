import { dayOf, type ModelSnapshot, modelVersionWords, type SnapshotThreat, threatFacts } from "@redoubt/domain/report";
import {
  CONTROL_KIND_WORDS,
  CONTROL_STATE_WORDS,
  KIND_WORDS,
  THREAT_STATE_MARKS,
  THREAT_STATE_WORDS,
} from "@redoubt/domain/threat-model";
import { MarkWord, Table, Tag, Td, Th, Tr } from "@redoubt/ui";
import { SafeMarkdown } from "#features/finding/index.ts";
import { RefLink } from "../ref-link.tsx";
import { type ProjectScope, within } from "../words.ts";
import { Part } from "./part.tsx";
import { Sentences } from "./sentences.tsx";

interface BodyProps {
  readonly scope: ProjectScope | null;
  readonly snapshot: ModelSnapshot;
}

/** A frozen threat model: what may go wrong and what answers it first, then what it is made of and rests on. */
export function ThreatModelBody({ scope, snapshot }: BodyProps) {
  const { version, description, threats, threatsOmitted, limits } = snapshot;
  return (
    <>
      <Part id="version" title="Version">
        <p className="text-ink-2">{modelVersionWords(version)}</p>
        {version !== null && version.stale.length > 0 && <Sentences lines={version.stale} />}
        {description.trim() !== "" && (
          <div className="mt-2">
            <SafeMarkdown text={description} />
          </div>
        )}
      </Part>
      <Part id="threats" title="Threats" note={String(threats.length + threatsOmitted)}>
        {threats.length === 0 && <p className="text-ink-3">None was written down.</p>}
        {threats.map((threat) => (
          <Threat key={threat.number} scope={scope} threat={threat} />
        ))}
        {threatsOmitted > 0 && <p className="mt-3 text-12 text-ink-3">{threatsOmitted} more are left out.</p>}
      </Part>
      <Controls snapshot={snapshot} />
      <Drawing snapshot={snapshot} />
      <Assumptions snapshot={snapshot} />
      <Part id="limits" title="What this document cannot see">
        <Sentences lines={limits} />
      </Part>
    </>
  );
}

function Threat({ scope, threat }: { scope: ProjectScope | null; threat: SnapshotThreat }) {
  const { number, statement, state, comment, controls } = threat;
  const facts = threatFacts(threat);
  return (
    <article className="border-b border-line py-2 print:break-inside-avoid">
      <h3 className="text-13! font-medium text-ink!">
        <span className="font-normal text-ink-3 tabular-nums">T-{number}</span>{" "}
        <RefLink href={within(scope, `threat-model/threat/${number}`)} className="wrap-anywhere hover:underline">
          {statement}
        </RefLink>
      </h3>
      <p className="flex flex-wrap gap-x-3 text-12 text-ink-3">
        <MarkWord kind={THREAT_STATE_MARKS[state]}>{THREAT_STATE_WORDS[state]}</MarkWord>
        <span className="wrap-anywhere">{facts.join(", ")}</span>
      </p>
      {controls.length > 0 && (
        <ul className="mt-1 text-ink-2">
          {controls.map((control) => (
            <li key={control.number} className="wrap-anywhere">
              <span className={control.isVoid ? "line-through" : undefined}>
                C-{control.number} {control.name}
              </span>{" "}
              <span className="text-12 text-ink-3">{control.isVoid ? "void" : CONTROL_STATE_WORDS[control.state]}</span>
            </li>
          ))}
        </ul>
      )}
      {comment.trim() !== "" && (
        <div className="mt-1 text-ink-2">
          <SafeMarkdown text={comment} />
        </div>
      )}
    </article>
  );
}

function Controls({ snapshot: { controls } }: { snapshot: ModelSnapshot }) {
  if (controls.length === 0) return null;
  return (
    <Part id="controls" title="Controls" note={String(controls.length)}>
      <Table label="Controls" flush>
        <thead>
          <tr>
            <Th>Control</Th>
            <Th className="phone:hidden">Answers</Th>
            <Th>State</Th>
          </tr>
        </thead>
        <tbody>
          {controls.map((control) => (
            <Tr key={control.number} hover={false}>
              <Td className="align-top wrap-anywhere">
                <span className="text-ink-3">C-{control.number}</span> {control.name}{" "}
                <span className="text-12 text-ink-3">{CONTROL_KIND_WORDS[control.kind]}</span>
                {control.void.map((why) => (
                  <p key={why} className="text-12 text-bad">
                    {why}
                  </p>
                ))}
              </Td>
              <Td className="align-top text-ink-2 phone:hidden">
                {control.threats.map((threat) => `T-${threat}`).join(", ")}
              </Td>
              <Td className="align-top">
                {control.void.length > 0 ? <Tag tone="bad">void</Tag> : CONTROL_STATE_WORDS[control.state]}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Part>
  );
}

function Drawing({ snapshot: { elements, flows } }: { snapshot: ModelSnapshot }) {
  return (
    <Part id="drawing" title="What it is made of">
      {elements.length === 0 && <p className="text-ink-3">Nothing is drawn.</p>}
      {elements.length > 0 && (
        <Table label="Elements" flush>
          <thead>
            <tr>
              <Th>Element</Th>
              <Th>Kind</Th>
              <Th className="phone:hidden">Stands in</Th>
              <Th className="phone:hidden">Scope</Th>
            </tr>
          </thead>
          <tbody>
            {elements.map(({ name, kind, within: around, outOfScope }, at) => (
              <Tr key={`${name} ${at}`} hover={false}>
                <Td className="wrap-anywhere">{name}</Td>
                <Td>{KIND_WORDS[kind]}</Td>
                <Td className="text-ink-2 phone:hidden">{around ?? ""}</Td>
                <Td className="text-ink-2 phone:hidden">{outOfScope === null ? "in" : `out: ${outOfScope}`}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {flows.length > 0 && (
        <div className="mt-4">
          <Table label="Flows" flush>
            <thead>
              <tr>
                <Th>From</Th>
                <Th>To</Th>
                <Th>What flows</Th>
              </tr>
            </thead>
            <tbody>
              {flows.map(({ source, target, name }, at) => (
                <Tr key={`${name} ${at}`} hover={false}>
                  <Td className="wrap-anywhere">{source ?? "nothing"}</Td>
                  <Td className="wrap-anywhere">{target ?? "nothing"}</Td>
                  <Td className="wrap-anywhere text-ink-2">{name}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Part>
  );
}

function Assumptions({ snapshot: { assumptions } }: { snapshot: ModelSnapshot }) {
  if (assumptions.length === 0) return null;
  return (
    <Part id="assumptions" title="What is taken for granted" note={String(assumptions.length)}>
      <ul>
        {assumptions.map(({ number, text, validity, reviewBy }) => (
          <li key={number} className="border-b border-line py-1.5 wrap-anywhere">
            <span className="text-ink-3">A-{number}</span> {text}{" "}
            <span className="text-12 text-ink-3">
              {validity}
              {reviewBy !== null && `, look again by ${dayOf(reviewBy)}`}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
