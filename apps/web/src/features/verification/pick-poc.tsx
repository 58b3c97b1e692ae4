"use client";
import { PocFileName } from "@redoubt/domain/verification";
import { Button, Callout, Field, Input, Loading, Select, Skeleton } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { shortName } from "@redoubt/domain/source";
import { useState } from "react";
import { useRevisionFiles, useSourceFile } from "#features/source/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import type { PocFile } from "./attach-poc.tsx";
import type { ProjectScope } from "./use-poc-actions.ts";

/** As many files as a person looks through; the field above narrows them. */
const SHOWN = 60;

/** A test that lies in a revision, under `test/poc` first of all. */
export function PickPoc({
  scope,
  busy,
  onFile,
}: {
  scope: ProjectScope;
  busy: boolean;
  onFile: (file: PocFile) => void;
}) {
  const trpc = useTRPC();
  const revisions = useQuery(trpc.source.listRevisions.queryOptions(scope));
  const ready = (revisions.data ?? []).filter((revision) => revision.state === "ready");
  const [chosen, setChosen] = useState<number | null>(null);
  const [text, setText] = useState("");
  const [path, setPath] = useState<string | null>(null);
  const revision = chosen ?? ready[0]?.number ?? null;
  if (revisions.isPending) return <Waiting />;
  if (revision === null) {
    return (
      <p className="text-ink-2">
        No revision is ready yet. Connect code first; tests under <code>test/poc</code> then stand here.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <Field label="Revision">
          <Select
            value={String(revision)}
            onValueChange={(value) => {
              setChosen(Number(value));
              setPath(null);
            }}
            options={ready.map((each) => ({
              value: String(each.number),
              label: shortName(each),
              description: `${each.sourceName}, ${each.ref}`,
              text: shortName(each),
            }))}
          />
        </Field>
        <Field label="Part of the path">
          <Input placeholder="test/poc" value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </div>
      <Files scope={scope} revision={revision} text={text} chosen={path} onChoose={setPath} />
      <Chosen scope={scope} revision={revision} path={path} busy={busy} onFile={onFile} />
    </div>
  );
}

interface FilesProps {
  scope: ProjectScope;
  revision: number;
  text: string;
  chosen: string | null;
  onChoose: (path: string) => void;
}

function Files({ scope, revision, text, chosen, onChoose }: FilesProps) {
  const { data, isPending, error } = useRevisionFiles(scope, revision, true);
  if (isPending) return <Waiting />;
  if (error !== null) return <Callout title="The files could not be read">{error.message}</Callout>;
  const found = pocFiles(
    data.files.map((file) => file.path),
    text,
  );
  if (found.length === 0) return <p className="text-ink-2">No forge test of this revision fits.</p>;
  return (
    <div
      role="radiogroup"
      aria-label="Tests of the revision"
      className="flex max-h-56 flex-col overflow-y-auto rounded-2 border border-line py-1"
    >
      {found.slice(0, SHOWN).map((path) => (
        <label
          key={path}
          className="flex min-h-7 items-center gap-2 px-2 hover:bg-hover has-checked:bg-selected phone:min-h-touch"
        >
          <input
            type="radio"
            name="poc-file"
            checked={chosen === path}
            onChange={() => onChoose(path)}
            className="accent-(--accent)"
          />
          <code className="min-w-0 text-12 wrap-anywhere">{path}</code>
        </label>
      ))}
      {found.length > SHOWN && (
        <p className="px-2 py-1 text-12 text-ink-3">{found.length - SHOWN} more; write a part of the path.</p>
      )}
    </div>
  );
}

function Chosen(props: {
  scope: ProjectScope;
  revision: number;
  path: string | null;
  busy: boolean;
  onFile: (file: PocFile) => void;
}) {
  const { scope, revision, path, busy, onFile } = props;
  const trpc = useTRPC();
  const file = useSourceFile(scope, revision, path);
  const detail = useQuery(trpc.source.getRevision.queryOptions({ ...scope, revision }));
  const content = file.data?.text;
  const roots = (detail.data?.roots ?? [])
    .filter((root) => root.languages.includes("solidity"))
    .map((root) => root.path);
  const attach = () => {
    if (path === null || typeof content !== "string") return;
    onFile({ fileName: path.split("/").at(-1) ?? path, content, originPath: path, rootPath: rootOf(path, roots) });
  };
  return (
    <div>
      <Button variant="primary" busy={busy} disabled={typeof content !== "string" || detail.isPending} onClick={attach}>
        Attach
      </Button>
      {path !== null && file.data?.text === null && <span className="ml-2 text-12 text-bad">{file.data.reason}</span>}
    </div>
  );
}

function Waiting() {
  return (
    <Loading label="Revisions are loading" className="flex flex-col gap-2">
      <Skeleton width="60%" />
      <Skeleton width="45%" />
    </Loading>
  );
}

/** Forge tests among paths that hold a text; those under `test/poc` first. */
export function pocFiles(all: readonly string[], text: string): string[] {
  const wanted = text.trim().toLowerCase();
  const tests = all.filter((path) => PocFileName.safeParse(path.split("/").at(-1)).success);
  const found = tests.filter((path) => path.toLowerCase().includes(wanted));
  const isPoc = (path: string) => /(^|\/)test\/poc\//.test(path);
  return [...found.filter(isPoc), ...found.filter((path) => !isPoc(path))];
}

/** The innermost root that a path lies in. */
export function rootOf(path: string, roots: readonly string[]): string {
  const around = roots.filter((root) => root === "" || path.startsWith(`${root}/`));
  return around.sort((a, b) => b.length - a.length)[0] ?? "";
}
