"use client";
import { CodeBlock, EmptyState, FileTree, Skeleton } from "@redoubt/ui";
import { useEffect, useMemo, useRef } from "react";
import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { buildTree, countBelow } from "./tree-model.ts";
import { type ProjectScope, useRevisionFiles, useSourceFile } from "./use-code.ts";
import { useHighlighted } from "./use-highlighted.ts";

export interface FileBrowserProps {
  scope: ProjectScope;
  revision: number;
  name: string;
  dependencyPaths: readonly string[];
}

/** All files of a revision: dependencies folded away, one file beside with its colours. */
export function FileBrowser({ scope, revision, name, dependencyPaths }: FileBrowserProps) {
  const [{ path, dependencies }, setPlace] = useQueryStates({
    path: parseAsString,
    dependencies: parseAsBoolean.withDefault(false),
  });
  const files = useRevisionFiles(scope, revision, true);
  const tree = useMemo(
    () => buildTree(files.data?.files ?? [], dependencies ? [] : dependencyPaths),
    [files.data, dependencies, dependencyPaths],
  );
  const hidden = useMemo(() => countBelow(files.data?.files ?? [], dependencyPaths), [files.data, dependencyPaths]);
  if (files.error)
    return (
      <EmptyState compact title="The files could not be listed">
        {files.error.message}
      </EmptyState>
    );
  return (
    <div className="grid min-h-96 grid-cols-1 border-t border-line lg:grid-cols-[280px_minmax(0,1fr)]">
      <div className="min-w-0 border-line py-2 max-lg:border-b lg:border-r">
        {files.isPending ? (
          <div className="grid gap-2 px-6 py-2">
            {[60, 80, 40, 70, 50].map((width) => (
              <Skeleton key={width} width={`${width}%`} />
            ))}
          </div>
        ) : (
          <FileTree
            label={`Files of ${name}`}
            nodes={tree}
            defaultOpenIds={["src", "contracts"]}
            {...(path === null ? {} : { selectedId: path })}
            onSelect={(id) => void setPlace({ path: id }, { history: "push" })}
            className="max-h-[70vh] overflow-auto"
          />
        )}
        {hidden > 0 && (
          <button
            type="button"
            className="link px-6 py-2 text-12"
            onClick={() => void setPlace({ dependencies: !dependencies })}
          >
            {dependencies ? "Hide" : "Show"} {hidden.toLocaleString("en")} files of dependencies
          </button>
        )}
      </div>
      <FileView key={path} scope={scope} revision={revision} name={name} path={path} />
    </div>
  );
}

function FileView({
  scope,
  revision,
  name,
  path,
}: {
  scope: ProjectScope;
  revision: number;
  name: string;
  path: string | null;
}) {
  const file = useSourceFile(scope, revision, path);
  const place = useRef<HTMLDivElement>(null);
  const isRead = file.data !== undefined;
  useEffect(() => {
    // On a phone the file stands below the tree: choosing one has to show something.
    if (isRead && matchMedia("(width < 64rem)").matches) place.current?.scrollIntoView({ block: "start" });
  }, [isRead]);
  const lines = useHighlighted(file.data?.text ?? null, path ?? "");
  if (path === null)
    return (
      <EmptyState compact title="Choose a file">
        It is shown as it was in {name}, and never changes.
      </EmptyState>
    );
  if (file.error)
    return (
      <EmptyState compact title="This file could not be read">
        {file.error.message}
      </EmptyState>
    );
  if (file.data?.text === null)
    return (
      <EmptyState compact title="This file is not shown">
        {file.data.reason}
      </EmptyState>
    );
  return (
    <div ref={place} className="min-w-0">
      <div className="flex items-center gap-3 border-b border-line px-6 py-2 text-12">
        <span className="min-w-0 flex-1 font-mono wrap-anywhere">{path}</span>
        <span className="text-ink-3">{lines.length > 0 ? `${lines.length} lines` : ""}</span>
      </div>
      <CodeBlock className="max-h-[70vh] overflow-auto" lines={lines} label={`${path}, ${name}`} idPrefix="" />
    </div>
  );
}
