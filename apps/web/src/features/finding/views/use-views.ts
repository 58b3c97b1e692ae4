"use client";
import type { SavedList, SavedView } from "@redoubt/domain/finding";
import { notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";

/** The views that the reader keeps and those that are shared, with everything that can be done to them. */
export function useViews(organization: string) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const own = useQuery(trpc.organization.get.queryOptions({ organization })).data;
  const permissions: readonly string[] = own?.permissions ?? [];
  const mayKeep = permissions.includes("finding:save-view");
  const { queryKey, ...options } = trpc.finding.views.queryOptions({ organization }, { enabled: mayKeep });
  const { data: saved = NONE } = useQuery({ queryKey, ...options });
  const settle = {
    onError: (error: unknown) => notifyProblem("The view was not changed", { detail: problemOf(error).message }),
    onSettled: () => cache.invalidateQueries({ queryKey }),
  };
  const create = useMutation(
    trpc.finding.createView.mutationOptions({
      ...settle,
      onSuccess: (view) => notify(`Saved the view “${view.name}”.`),
    }),
  );
  const change = useMutation(
    trpc.finding.changeView.mutationOptions({
      ...settle,
      onSuccess: (view) => notify(`Changed the view “${view.name}”.`),
    }),
  );
  const remove = useMutation(
    trpc.finding.deleteView.mutationOptions({ ...settle, onSuccess: () => notify("Deleted the view.") }),
  );
  const order = useMutation(
    trpc.finding.orderViews.mutationOptions({
      ...settle,
      onMutate: ({ shared, ids }) =>
        cache.setQueryData(queryKey, (views) =>
          views === undefined ? views : ordered(views, shared, ids as string[]),
        ),
    }),
  );
  return {
    saved,
    mayKeep,
    mayShare: permissions.includes("finding:share-view"),
    busy: create.isPending || change.isPending,
    create: (name: string, list: SavedList, shared: boolean, onDone: () => void) =>
      create.mutate({ organization, name, list, shared }, { onSuccess: onDone }),
    rename: (view: SavedView, name: string, onDone: () => void) =>
      change.mutate({ organization, id: view.id, rowVersion: view.rowVersion, name }, { onSuccess: onDone }),
    share: (view: SavedView, shared: boolean) =>
      change.mutate({ organization, id: view.id, rowVersion: view.rowVersion, shared }),
    keep: (view: SavedView, list: SavedList) =>
      change.mutate({ organization, id: view.id, rowVersion: view.rowVersion, list }),
    remove: (view: SavedView) => remove.mutate({ organization, id: view.id }),
    /** Moves a view among those of its kind. */
    move: (view: SavedView, by: 1 | -1) => {
      const kind = saved.filter((each) => each.shared === view.shared).map((each) => each.id);
      const from = kind.indexOf(view.id);
      const to = from + by;
      if (to < 0 || to >= kind.length) return;
      kind.splice(to, 0, ...kind.splice(from, 1));
      order.mutate({ organization, shared: view.shared, ids: kind });
    },
  };
}

export type Views = ReturnType<typeof useViews>;

const NONE: SavedView[] = [];

/** Views with one kind in another order. */
function ordered(views: readonly SavedView[], shared: boolean, ids: readonly string[]): SavedView[] {
  const kind = ids.map((id) => views.find((view) => view.id === id)).filter((view) => view !== undefined);
  const others = views.filter((view) => view.shared !== shared);
  return shared ? [...kind, ...others] : [...others, ...kind];
}
