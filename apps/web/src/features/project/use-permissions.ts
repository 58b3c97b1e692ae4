"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";

/** What the person may in the project; the frame has read it before the first paint. Nothing while unknown. */
export function usePermissions(scope: { organization: string; project: string }): ReadonlySet<string> {
  const { organization, project } = scope;
  const { data } = useQuery(useTRPC().project.get.queryOptions({ organization, project }));
  return new Set(data?.permissions ?? []);
}
