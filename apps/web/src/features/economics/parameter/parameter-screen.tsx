"use client";
import {
  ANCHORS,
  CLASS_BASIS,
  CLASSES,
  PARAMETER_GROUPS,
  type ParameterKey,
  PARAMETERS,
  roundPercent,
  roundUsd,
} from "@redoubt/domain/economics";
import { Disclosure, Section, Table, Tag, Td, Th, Time, Tr } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { useEconomics } from "../use-economics.ts";
import { GROUP_WORDS, type ProjectScope, STATED_WORDS, withUnit } from "../words.ts";
import { ParameterRow } from "./parameter-row.tsx";

/** Every number of the model with its origin; the team's own with who, when and why. */
export function ParameterScreen({ organization, project }: ProjectScope) {
  const scope = { organization, project };
  const { page, standing } = useEconomics(scope);
  const may = usePermissions(scope).has("economics:write");
  const [open, setOpen] = useState<ReadonlySet<ParameterKey>>(new Set());
  const own = PARAMETERS.filter(({ key }) => standing.sources[key] !== "default").length;
  const toggle = (key: ParameterKey): void =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  return (
    <>
      {PARAMETER_GROUPS.map((group, index) => (
        <Section
          key={group}
          title={GROUP_WORDS[group]}
          note={index === 0 && `${own} of ${PARAMETERS.length} are the team’s own; the rest is imported or assumed`}
          flush
        >
          <Table label={GROUP_WORDS[group]} roomy className="min-w-[860px] table-fixed">
            <colgroup>
              <col />
              <col className="w-32" />
              <col className="w-32" />
              <col className="w-[34%]" />
              <col className="w-28" />
            </colgroup>
            <thead>
              <tr>
                <Th>Number</Th>
                <Th>Counts as</Th>
                <Th>Plausible</Th>
                <Th>Origin and why</Th>
                <Th hideLabel>Actions</Th>
              </tr>
            </thead>
            <tbody>
              {PARAMETERS.filter((definition) => definition.group === group).map((definition) => (
                <Fragment key={definition.key}>
                  <ParameterRow
                    scope={scope}
                    definition={definition}
                    value={standing.values[definition.key]}
                    range={standing.ranges[definition.key] ?? null}
                    source={standing.sources[definition.key]}
                    statement={page.statements.find(({ key }) => key === definition.key) ?? null}
                    may={may}
                    isOpen={open.has(definition.key)}
                    onToggle={() => toggle(definition.key)}
                  />
                </Fragment>
              ))}
            </tbody>
          </Table>
        </Section>
      ))}
      <History scope={scope} />
      <Sources />
    </>
  );
}

function History({ scope }: { scope: ProjectScope }) {
  const options = useTRPC().economics.statements.queryOptions({ ...scope });
  useLiveQueries(["economics"], [options.queryKey]);
  const { data } = useSuspenseQuery(options);
  return (
    <Section title="What was stated" note="who, when and why; nothing is taken away" flush={data.length > 0}>
      {data.length === 0 ? (
        <p className="text-ink-3">Nothing yet: every number is a default.</p>
      ) : (
        <Table label="What was stated" className="min-w-[640px]">
          <thead>
            <tr>
              <Th>When</Th>
              <Th>Number</Th>
              <Th>To</Th>
              <Th>Why</Th>
              <Th>By</Th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ key, value, note, origin, by, at, rowVersion }) => {
              const definition = PARAMETERS.find((entry) => entry.key === key);
              return (
                <Tr key={`${key}-${rowVersion}`} hover={false}>
                  <Td>
                    <Time value={at} />
                  </Td>
                  <Td>{definition?.label ?? key}</Td>
                  <Td className="tabular-nums">
                    {value === null ? "the default" : withUnit(value, definition?.unit ?? "number")}
                  </Td>
                  <Td>
                    {note} <span className="text-12 text-ink-3">{value !== null && STATED_WORDS[origin]}</span>
                  </Td>
                  <Td>{by ?? "the system"}</Td>
                </Tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function Sources() {
  return (
    <Section title="What defaults rest on">
      <Disclosure title="Published figures" end={`${Object.keys(ANCHORS).length}`}>
        <Table label="Published figures" flush>
          <tbody>
            {Object.entries(ANCHORS).map(([id, { text, grade }]) => (
              <Tr key={id} hover={false}>
                <Td className="w-12 font-medium">{id}</Td>
                <Td>{text}</Td>
                <Td className="w-20">
                  <Tag tone="outline">grade {grade}</Tag>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
        <p className="py-2 text-12 text-ink-3">
          A: the primary text was read. B: a secondary report of a named study. C: one vendor or author.
        </p>
      </Disclosure>
      <Disclosure title="Classes of weaknesses" end={`${CLASSES.length}`}>
        <Table label="Classes of weaknesses" flush className="min-w-[560px]">
          <thead>
            <tr>
              <Th>Class</Th>
              <Th numeric>Share</Th>
              <Th numeric>Median loss</Th>
              <Th numeric>Times success</Th>
              <Th numeric>Times cost</Th>
              <Th>Depth</Th>
            </tr>
          </thead>
          <tbody>
            {CLASSES.map(({ id, label, share, medianUsd, pMult, tokenMult, shallow, n }) => (
              <Tr key={id} hover={false}>
                <Td>{label}</Td>
                <Td numeric>{share === null ? "–" : roundPercent(share)}</Td>
                <Td numeric>
                  {medianUsd === null ? "–" : roundUsd(medianUsd)}
                  {n !== undefined && ` (of ${n})`}
                </Td>
                <Td numeric>{pMult}</Td>
                <Td numeric>{tokenMult}</Td>
                <Td>{shallow === 1 ? "shallow" : shallow === 0 ? "deep" : "mixed"}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
        <p className="py-2 text-12 text-ink-3">{CLASS_BASIS}</p>
      </Disclosure>
    </Section>
  );
}
