"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "#trpc/client.tsx";

export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

/** What the reader may do in a project; nothing until it is known. */
export function usePermissions({ organization, project }: ProjectScope): ReadonlySet<string> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.project.get.queryOptions({ organization, project }, { enabled: project !== "" }));
  return useMemo(() => new Set(data?.permissions ?? []), [data?.permissions]);
}

/** The reader's own id as a member of the organization. */
export function useSelf(organization: string): string | null {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.organization.get.queryOptions({ organization }));
  return data?.memberId ?? null;
}
