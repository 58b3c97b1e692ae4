"use client";
import type { FindingDetail, Occurrence } from "@redoubt/domain/finding";
import { Button, Disclosure, Section, Tabs } from "@redoubt/ui";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { countWords, functionText, placeText } from "../words.ts";
import { placesOf } from "./code-windows.ts";
import { MovedLine } from "./moved-line.tsx";
import { PlaceCode, revisionName } from "./place-code.tsx";

/** As many places as tabs; further ones stand below. */
const TABS = 6;

export interface CodeSectionProps {
  readonly scope: ProjectScope;
  readonly finding: FindingDetail;
  readonly step: number | null;
}

/** The code of a finding, with its region and the steps of its flow, at each place where it was seen. */
export function CodeSection({ scope, finding, step }: CodeSectionProps) {
  const places = useMemo(() => placesOf(finding.occurrences), [finding.occurrences]);
  const [at, setAt] = useQueryState("at", parseAsString);
  const shown = places.find((place) => place.id === at) ?? places[0];
  if (shown === undefined) return <NoPlace />;
  const first = places.slice(0, TABS);
  const tabbed = first.includes(shown) ? first : [shown, ...first.slice(0, TABS - 1)];
  const others = places.filter((place) => !tabbed.includes(place));
  return (
    <Section
      flush
      title="Code"
      note={<PlaceNote place={shown} />}
      actions={
        places.length > 1 && <span className="text-12 text-ink-3">seen in {countWords(places.length, "place")}</span>
      }
    >
      <MovedLine finding={finding} />
      {places.length === 1 ? (
        <PlaceCode scope={scope} place={shown} step={step} />
      ) : (
        <Tabs
          label="Places"
          value={shown.id}
          onValueChange={(id) => void setAt(id)}
          tabs={tabbed.map((place) => ({
            value: place.id,
            label: tabLabel(place),
            content: <PlaceCode scope={scope} place={place} step={step} />,
          }))}
        />
      )}
      {others.length > 0 && (
        <Disclosure
          title={`${countWords(others.length, "more place")}`}
          className="border-t border-line px-6 phone:px-4"
        >
          <ul className="pb-2">
            {others.map((place) => (
              <li key={place.id}>
                <Button variant="ghost" onClick={() => void setAt(place.id)}>
                  {tabLabel(place)}
                </Button>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Section>
  );
}

/** A place on a tab: revision, file and line, and whether it is gone. */
export function tabLabel(place: Occurrence): string {
  const file = placeText({ ...place, path: place.path?.split("/").at(-1) ?? null });
  return [revisionName(place), file, place.present ? null : "gone"].filter((part) => part !== null).join(", ");
}

function PlaceNote({ place }: { place: Occurrence }) {
  const where = functionText(place);
  return (
    <>
      {where !== null && <span className="mr-2 text-ink-2">{where}</span>}
      <code className="inline-block max-w-full wrap-break-word">{placeText(place) ?? "no file"}</code>,{" "}
      {revisionName(place)}
    </>
  );
}

function NoPlace() {
  return (
    <Section title="Code">
      <p className="text-ink-2">
        No place in the code was named. Say in a comment where it is, or record it again with a file and a line.
      </p>
    </Section>
  );
}
