"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import type { ListState } from "../list/list-state.ts";
import type { TriageScope } from "./source.ts";

/** Kept counts of the list's folder and of code of others, kept current. */
export function useCounts(scope: TriageScope, state: ListState) {
  const trpc = useTRPC();
  const { organization, project } = scope;
  const named = { organization, project: project ?? "" };
  const [isOne, isAll] = [project !== null, project === null];
  const own = trpc.finding.count.queryOptions({ ...named, dependency: state.dependency }, { enabled: isOne });
  const ownOthers = trpc.finding.count.queryOptions({ ...named, dependency: "only" }, { enabled: isOne });
  const all = trpc.finding.countOrganization.queryOptions(
    { organization, dependency: state.dependency },
    { enabled: isAll },
  );
  const allOthers = trpc.finding.countOrganization.queryOptions(
    { organization, dependency: "only" },
    { enabled: isAll },
  );
  useLiveQueries(["finding"], isOne ? [own.queryKey, ownOthers.queryKey] : [all.queryKey, allOthers.queryKey]);
  const [a, b, c, d] = [useQuery(own).data, useQuery(ownOthers).data, useQuery(all).data, useQuery(allOthers).data];
  return isOne ? { counts: a, others: b } : { counts: c, others: d };
}

/** The members that findings of a project can be given to; none while the project is not known. */
export function usePeople(scope: ProjectScope | null) {
  const trpc = useTRPC();
  const named = scope ?? { organization: "", project: "" };
  const { data } = useQuery(trpc.finding.assignees.queryOptions(named, { enabled: scope !== null }));
  return data ?? NOBODY;
}

const NOBODY: { id: string; name: string }[] = [];

/** Permissions in the project of a finding; none while there is none. */
export function useItemPermissions(scope: ProjectScope): ReadonlySet<string> {
  return usePermissions(scope);
}

/** Notes the visit, and answers when the one before ended. */
export function useVisit(scope: TriageScope): Date | null {
  const client = useTRPCClient();
  const { organization, project } = scope;
  const [before, setBefore] = useState<Date | null>(null);
  useEffect(() => {
    if (project === null) return;
    let isCurrent = true;
    client.finding.visit
      .mutate({ organization, project })
      .then((visit) => isCurrent && setBefore(visit.before))
      // Marks of what is new are a help, nothing more: without them the list is as good.
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [client, organization, project]);
  return before;
}
