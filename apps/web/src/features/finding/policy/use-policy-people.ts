"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import type { Person } from "../decision/decision-form.tsx";
import type { PolicyPlace } from "./policy-api.ts";

/** Who may own a policy of a place; undefined until it is known. */
export function usePolicyPeople({ organization, project }: PolicyPlace): readonly Person[] | undefined {
  const trpc = useTRPC();
  const everywhere = useQuery({
    ...trpc.finding.assigneesOrganization.queryOptions({ organization }),
    enabled: project === null,
  });
  const here = useQuery({
    ...trpc.finding.assignees.queryOptions({ organization, project: project ?? "" }),
    enabled: project !== null,
  });
  return (project === null ? everywhere : here).data;
}
