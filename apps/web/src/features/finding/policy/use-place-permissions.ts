"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import type { PolicyPlace } from "./policy-api.ts";

/** What the reader may do in a place; nothing until it is known. */
export function usePlacePermissions({ organization, project }: PolicyPlace): ReadonlySet<string> {
  const trpc = useTRPC();
  const all = useQuery(trpc.organization.get.queryOptions({ organization }));
  const own = useQuery({
    ...trpc.project.get.queryOptions({ organization, project: project ?? "" }),
    enabled: project !== null,
  });
  return new Set((project === null ? all.data : own.data)?.permissions ?? []);
}
