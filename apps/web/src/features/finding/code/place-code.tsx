"use client";
import type { Occurrence } from "@redoubt/domain/finding";
import { shortName } from "@redoubt/domain/source";
import { Button, Callout, CodeBlock, Loading, Skeleton, TextLink } from "@redoubt/ui";
import { ChevronsDown, ChevronsUp } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { useHighlighted, useSourceFile } from "#features/source/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { type FileWindows, widened, type Widening, type Window, windowsOf } from "./code-windows.ts";

/** Lines that one press shows more of. */
const MORE = 20;

/** The name of the revision that a place was seen in; the branch when it came without code. */
export function revisionName(place: Pick<Occurrence, "revision" | "ref">): string {
  return place.revision === null ? place.ref : shortName(place.revision);
}

export interface PlaceCodeProps {
  readonly scope: ProjectScope;
  readonly place: Occurrence;
  /** The step of the flow that one looks at, from 1; null for none. */
  readonly step?: number | null;
  /** Lines around the place; more where the code has a pane of its own. */
  readonly around?: number;
}

/** The code at one place, with its region and the steps of its flow; further lines come when they are asked for. */
export function PlaceCode({ scope, place, step = null, around }: PlaceCodeProps) {
  const files = useMemo(() => windowsOf(place, around), [place, around]);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (step !== null) root.current?.querySelector(`[data-step="${step}"]`)?.scrollIntoView({ block: "center" });
  }, [step]);
  const { revision } = place;
  if (revision === null || files.length === 0) {
    return (
      <p className="px-6 py-3 text-ink-2 phone:px-4">
        {revision === null
          ? "It came with a report that names no revision of ours, so its code cannot be shown."
          : "It concerns no single file."}
      </p>
    );
  }
  return (
    <div ref={root}>
      {files.map((file, index) => (
        <FileCode
          key={file.path}
          scope={scope}
          revision={revision.number}
          name={revisionName(place)}
          file={file}
          step={step}
          titled={index > 0}
        />
      ))}
    </div>
  );
}

interface FileCodeProps {
  scope: ProjectScope;
  revision: number;
  name: string;
  file: FileWindows;
  step: number | null;
  /** Another file than the one in the head. */
  titled: boolean;
}

function FileCode({ scope, revision, name, file, step, titled }: FileCodeProps) {
  const { path } = file;
  const { data, error, isPending, refetch } = useSourceFile(scope, revision, path);
  const lines = useHighlighted(data?.text ?? null, path);
  const [more, setMore] = useState<ReadonlyMap<number, Widening>>(new Map());
  const windows = widened(file.windows, more);
  const whole = `${paths.projectSlice(scope.organization, scope.project, "source")}/${revision}?path=${encodeURIComponent(path)}#L${windows[0]?.from ?? 1}`;
  if (error !== null) {
    return (
      <div className="px-6 py-3 phone:px-4">
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
      <p className="px-6 py-3 text-ink-2 phone:px-4">
        {path} cannot be shown: {data.reason}.
      </p>
    );
  const cut = windows
    .map((window) => ({
      ...window,
      lines: lines.filter((line) => line.number >= window.from && line.number <= window.to),
    }))
    .filter((part) => part.lines.length > 0);
  const widen = (index: number, side: keyof Widening) => {
    const known = more.get(index) ?? { above: 0, below: 0 };
    setMore(new Map(more).set(index, { ...known, [side]: known[side] + MORE }));
  };
  const last = lines.at(-1)?.number ?? 0;
  return (
    <div className="pb-3">
      {titled && (
        <h3 className="border-t border-line px-6 pt-3 pb-1 text-ink-2 phone:px-4">
          <code className="wrap-anywhere">{path}</code>
        </h3>
      )}
      {cut.length === 0 && <p className="px-6 text-ink-2 phone:px-4">The file ends before the line that was named.</p>}
      {cut.map((part, index) => {
        const [from, to] = [part.lines[0]?.number ?? 1, part.lines.at(-1)?.number ?? 1];
        return (
          <div key={part.first}>
            {from > 1 && <More side="above" gap={index > 0} onMore={() => widen(part.first, "above")} />}
            <CodeBlock
              lines={part.lines}
              label={`${path}, lines ${from} to ${to}, ${name}`}
              regions={file.regions}
              notes={file.notes.map((note) => ({ ...note, active: note.step === step }))}
            />
            {index === cut.length - 1 && to < last && <More side="below" onMore={() => widen(part.last, "below")} />}
          </div>
        );
      })}
      <p className="px-4 pt-2 text-12">
        <TextLink asChild>
          <Link href={whole}>Open the whole file</Link>
        </TextLink>
      </p>
    </div>
  );
}

function More({ side, gap = false, onMore }: { side: "above" | "below"; gap?: boolean; onMore: () => void }) {
  const Icon = side === "above" ? ChevronsUp : ChevronsDown;
  return (
    <button
      type="button"
      aria-label={`Show ${MORE} more lines ${side}`}
      className={`flex h-6 w-full items-center gap-2 px-4 text-12 text-ink-3 hover:bg-hover hover:text-ink phone:h-touch ${gap ? "border-y border-line bg-canvas" : ""}`}
      onClick={onMore}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {gap && <span aria-hidden="true">…</span>}
    </button>
  );
}

function CodeSkeleton({ windows }: { windows: readonly Window[] }) {
  const count = windows.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return (
    <Loading label="Code is loading" className="px-6 py-2 phone:px-4">
      {Array.from({ length: Math.min(count, 40) }, (_, row) => (
        <div key={row} className="flex h-5 items-center">
          <Skeleton width={`${20 + ((row * 23) % 45)}%`} />
        </div>
      ))}
    </Loading>
  );
}
