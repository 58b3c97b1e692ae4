"use client";
import { modelInputs, type ModelInputs, standingValues, type StandingValues } from "@redoubt/domain/economics";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import type { EconomicsPage, ProjectScope } from "./words.ts";

export interface Economics {
  readonly page: EconomicsPage;
  readonly standing: StandingValues;
  readonly inputs: ModelInputs;
}

/** What the screens of the money at risk show, read again when something of it changes. */
export function useEconomics({ organization, project }: ProjectScope): Economics {
  const options = useTRPC().economics.get.queryOptions({ organization, project });
  useLiveQueries(["economics", "profile", "source"], [options.queryKey]);
  const { data: page } = useSuspenseQuery(options);
  return useMemo(() => {
    const standing = standingValues(page.statements, page.times);
    return { page, standing, inputs: modelInputs({ ...page, standing }) };
  }, [page]);
}
