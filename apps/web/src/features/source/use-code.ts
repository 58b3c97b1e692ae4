"use client";
import { useQuery } from "@tanstack/react-query";

export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

/** One file of a revision as the server answers it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string | null;
  /** Why there is no text: binary or too large. */
  readonly reason: string | null;
  readonly size: number;
}

const base = (scope: ProjectScope, revision: number) =>
  `/api/o/${encodeURIComponent(scope.organization)}/p/${encodeURIComponent(scope.project)}/revision/${revision}`;

/** Reads JSON from one of our routes; the problem's own words become the error. */
export async function readJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, {
    headers: { accept: "application/json" },
    ...(signal === undefined ? {} : { signal }),
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Error(messageOf(body) ?? `The server answered ${response.status}.`);
  return body as T;
}

export function messageOf(body: unknown): string | null {
  if (body === null || typeof body !== "object") return null;
  if ("message" in body && typeof body.message === "string") return body.message;
  if ("detail" in body && typeof body.detail === "string") return body.detail;
  return null;
}

/** The paths of a ready revision, dependencies included. */
export function useRevisionFiles(scope: ProjectScope, revision: number, enabled: boolean) {
  return useQuery({
    queryKey: ["revision-tree", scope, revision],
    queryFn: ({ signal }) =>
      readJson<{ files: { path: string; size: number }[] }>(`${base(scope, revision)}/tree`, signal),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** How one file is read; content of a revision never changes, so it is read once. */
export function sourceFileQuery(scope: ProjectScope, revision: number, path: string) {
  const { organization, project } = scope;
  return {
    queryKey: ["revision-file", { organization, project }, revision, path] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      readJson<SourceFile>(`${base(scope, revision)}/file?path=${encodeURIComponent(path)}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** One file, once both revision and path are known. */
export function useSourceFile(scope: ProjectScope, revision: number | null, path: string | null) {
  return useQuery({
    ...sourceFileQuery(scope, revision ?? 0, path ?? ""),
    enabled: revision !== null && path !== null,
  });
}
