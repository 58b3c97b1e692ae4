"use client";
import { Loading, Skeleton } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import type { ProjectScope } from "../words.ts";

/** The library that draws is large, and of no use before there is a page: it comes with this page alone. */
const Editor = lazy(async () => ({ default: (await import("./editor.tsx")).Editor }));
const never = () => () => undefined;

/** The model as a drawing. */
export function DiagramScreen(scope: ProjectScope) {
  const options = useTRPC().threatModel.diagram.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data: diagram } = useSuspenseQuery(options);
  const isDrawn = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const waiting = (
    <Loading label="The drawing is loading" className="min-h-96 flex-1 p-6">
      <Skeleton className="h-80" />
    </Loading>
  );
  if (!isDrawn) return waiting;
  return (
    <Suspense fallback={waiting}>
      <Editor scope={scope} diagram={diagram} />
    </Suspense>
  );
}
