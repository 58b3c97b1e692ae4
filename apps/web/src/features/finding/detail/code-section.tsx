"use client";
import type { FindingDetail, Occurrence } from "@redoubt/domain/finding";
import { shortName } from "@redoubt/domain/source";
import { Button, Callout, CodeBlock, Disclosure, Loading, Section, Skeleton, Tabs, TextLink } from "@redoubt/ui";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { paths } from "#features/frame/index.ts";
import { useHighlighted, useSourceFile } from "#features/source/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { countWords, functionText, placeText } from "../words.ts";
import { type FileWindows, placesOf, type Window, windowsOf } from "./code-windows.ts";

/** As many places as tabs; further ones stand below. */
const TABS = 6;

/** The code of a finding, with its region and the steps of its flow, at each place where it was seen. */
export function CodeSection({ scope, finding }: { scope: ProjectScope; finding: FindingDetail }) {
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
      {places.length === 1 ? (
        <PlaceCode scope={scope} place={shown} />
      ) : (
        <Tabs
          label="Places"
          value={shown.id}
          onValueChange={(id) => void setAt(id)}
          tabs={tabbed.map((place) => ({
            value: place.id,
            label: tabLabel(place),
            content: <PlaceCode scope={scope} place={place} />,
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

function revisionName(place: Occurrence): string {
  return place.revision === null ? place.ref : shortName(place.revision);
}

function tabLabel(place: Occurrence): string {
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

function PlaceCode({ scope, place }: { scope: ProjectScope; place: Occurrence }) {
  const files = useMemo(() => windowsOf(place), [place]);
  const { revision } = place;
  if (revision === null || files.length === 0) {
    return (
      <p className="px-6 pb-4 text-ink-2 phone:px-4">
        {revision === null
          ? "It came with a report that names no revision of ours, so its code cannot be shown."
          : "It concerns no single file."}
      </p>
    );
  }
  return (
    <>
      {files.map((file, index) => (
        <FileCode
          key={file.path}
          scope={scope}
          revision={revision.number}
          name={revisionName(place)}
          file={file}
          titled={index > 0}
        />
      ))}
    </>
  );
}

interface FileCodeProps {
  scope: ProjectScope;
  revision: number;
  name: string;
  file: FileWindows;
  /** Another file than the one in the head of the section. */
  titled: boolean;
}

function FileCode({ scope, revision, name, file, titled }: FileCodeProps) {
  const { path, windows } = file;
  const { data, error, isPending, refetch } = useSourceFile(scope, revision, path);
  const lines = useHighlighted(data?.text ?? null, path);
  const whole = `${paths.projectSlice(scope.organization, scope.project, "source")}/${revision}?path=${encodeURIComponent(path)}#L${windows[0]?.from ?? 1}`;
  if (error !== null) {
    return (
      <div className="px-6 pb-4 phone:px-4">
        <Callout
          title={`${path} could not be read`}
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Callout>
      </div>
    );
  }
  if (isPending) return <CodeSkeleton windows={windows} />;
  if (data.text === null)
    return (
      <p className="px-6 pb-4 text-ink-2 phone:px-4">
        {path} cannot be shown: {data.reason}.
      </p>
    );
  const cut = windows
    .map((window) => lines.filter((line) => line.number >= window.from && line.number <= window.to))
    .filter((part) => part.length > 0);
  return (
    <div className="pb-3">
      {titled && (
        <h3 className="border-t border-line px-6 pt-3 pb-1 text-ink-2 phone:px-4">
          <code className="wrap-anywhere">{path}</code>
        </h3>
      )}
      {cut.length === 0 && <p className="px-6 text-ink-2 phone:px-4">The file ends before the line that was named.</p>}
      {cut.map((part, index) => (
        <div key={part[0]?.number}>
          {index > 0 && (
            <div className="border-y border-line bg-canvas px-6 py-0.5 text-12 text-ink-3 phone:px-4">…</div>
          )}
          <CodeBlock
            lines={part}
            label={`${path}, lines ${part[0]?.number ?? 1} to ${part.at(-1)?.number ?? 1}, ${name}`}
            regions={file.regions}
            notes={file.notes}
          />
        </div>
      ))}
      <p className="px-6 pt-2 text-12 phone:px-4">
        <TextLink asChild>
          <Link href={whole}>Open the whole file</Link>
        </TextLink>
      </p>
    </div>
  );
}

function CodeSkeleton({ windows }: { windows: readonly Window[] }) {
  const count = windows.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return (
    <Loading label="Code is loading" className="px-6 phone:px-4">
      {Array.from({ length: Math.min(count, 40) }, (_, row) => (
        <div key={row} className="flex h-5 items-center">
          <Skeleton width={`${20 + ((row * 23) % 45)}%`} />
        </div>
      ))}
    </Loading>
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
