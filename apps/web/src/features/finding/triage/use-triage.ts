"use client";
import type { Decision } from "@redoubt/domain/finding";
import { notify, notifyProblem } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type MouseEvent, useCallback, useEffect, useRef, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import { type Choice, isImmediate } from "../decision/choices.ts";
import type { Person } from "../decision/decision-form.tsx";
import { useSelf } from "../decision/use-permissions.ts";
import type { Failure } from "../deeds/outcome.ts";
import { type Done, type Progress, useDeeds } from "../deeds/use-deeds.ts";
import { useFinding } from "../detail/use-finding.ts";
import { listQuery } from "../list/list-state.ts";
import { useListState } from "../list/use-list-state.ts";
import { countWords, findingLabel } from "../words.ts";
import { type BulkWork, decideOnMany } from "./bulk-work.ts";
import type { Pane } from "./code-pane.tsx";
import type { TriageScope } from "./source.ts";
import type { ListHandle } from "./triage-list.tsx";
import { useBoard } from "./use-board.ts";
import { useCursor, useIsWide } from "./use-cursor.ts";
import { usePrefetch } from "./use-prefetch.ts";
import { MOST_SELECTED, useSelection } from "./use-selection.ts";
import { useItemPermissions, usePeople } from "./use-triage-data.ts";

/** Everything that the three panes share: the list, the finding on screen, what is selected, what is being done. */
export function useTriage(scope: TriageScope) {
  const { organization } = scope;
  const [state, change] = useListState();
  const isWide = useIsWide();
  const handle = useBoard(scope, state);
  const { board } = handle;
  const cursor = useCursor(scope, board, isWide);
  const { go } = cursor;
  const selection = useSelection(board);
  const control = useRef<ListHandle>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [open, setOpen] = useState<Choice | null>(null);
  const [helps, setHelps] = useState(false);
  const view = usePaneView(cursor.id);

  const show = useCallback(
    (id: string) => {
      go(id, "push");
      control.current?.focus(id);
    },
    [go],
  );
  const say = useCallback(
    (next: Done) => {
      setDone(next);
      // Without the line under the panes it is a message.
      if (!isWide) notify(next.words, next.undo === null ? {} : { action: { label: "Undo", onAction: next.undo } });
    },
    [isWide],
  );
  const deeds = useDeeds({ organization, board, onDone: say, onShow: show });
  const itemScope = { organization, project: cursor.item?.project ?? scope.project ?? "" };
  const shown = useFinding(itemScope, isWide ? (cursor.item?.number ?? null) : null, board, deeds);
  const { finding } = shown;
  const permissions = useItemPermissions(itemScope);
  const people = usePeople(itemScope.project === "" ? null : itemScope);
  const self = useSelf(organization);
  usePrefetch(organization, board, isWide ? cursor.id : null);

  const chosen = [...selection.ids].map((id) => board.row(id)).filter((row) => row !== undefined);
  const move = (by: 1 | -1) => {
    const next = board.step(cursor.id, by);
    if (next === null) return;
    cursor.go(next);
    control.current?.focus(next);
  };
  /** Goes on to what is next, as soon as something was decided. */
  const goOn = () => {
    if (cursor.id === null) return;
    const next = board.after(new Set([cursor.id]), cursor.id);
    if (next === null || next === cursor.id) return;
    cursor.go(next);
    control.current?.focus(next);
  };
  const decideOne = (decision: Decision) => {
    if (finding === undefined) return;
    const target = board.row(finding.id) ?? finding;
    deeds.forget(finding.id);
    void deeds.decide([target], decision, finding);
    setOpen(null);
    goOn();
  };
  const work = useBulk({ deeds, chosen, permissions, selection });
  const choose = (choice: Choice) => {
    if (!isImmediate(choice)) setOpen(choice);
    else if (chosen.length > 0) work.decide({ command: choice.command } as Decision);
    else decideOne({ command: choice.command } as Decision);
  };
  // Another finding, or another selection, has another form.
  const about = chosen.length > 0 ? "selection" : (finding?.id ?? "");
  useEffect(() => setOpen(null), [about]);

  const router = useRouter();
  const hrefOf = useCallback(
    (id: string) => {
      const row = board.row(id);
      if (row === undefined) return "#";
      const slice = paths.projectSlice(organization, row.project.slug, "finding");
      return `${slice}/${findingLabel(row.number)}${listQuery(state)}`;
    },
    [board, organization, state],
  );
  const shownId = useRef(cursor.id);
  useEffect(() => {
    shownId.current = cursor.id;
  });
  const onOpen = useCallback(
    (id: string, event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !isWide) return;
      event.preventDefault();
      // A key press on a row comes as a click without a pointer: on the one that is shown it opens the page.
      if (event.detail === 0 && id === shownId.current) router.push(hrefOf(id));
      else go(id, "push");
    },
    [isWide, go, router, hrefOf],
  );
  const onSelectGroup = async (part: string, on: boolean) => {
    if (!on) return selection.remove(board.loaded(part));
    try {
      const isAll = await handle.readAll(part, MOST_SELECTED);
      selection.add(board.loaded(part).filter((id) => !board.isGone(id)));
      if (!isAll) notify(`Selected the first ${countWords(MOST_SELECTED, "finding")}: as many as one decision takes.`);
    } catch (error) {
      notifyProblem("The group could not be read", { detail: problemOf(error).message });
    }
  };
  return {
    ...{
      scope,
      state,
      change,
      isWide,
      handle,
      board,
      cursor,
      selection,
      control,
      done,
      open,
      setOpen,
      helps,
      setHelps,
    },
    ...{ view, deeds, shown, finding, itemScope, permissions, people, self, chosen, move, decideOne, work, choose },
    ...{ hrefOf, onOpen, onSelectGroup, show, looked: useLooked(cursor.id), projectName: useProjectName(organization) },
  };
}

export type Triage = ReturnType<typeof useTriage>;

/** What the middle pane shows; another finding begins at its code. */
function usePaneView(id: string | null) {
  const [pane, setPane] = useState<Pane>("code");
  const [place, setPlace] = useState<{ of: string | null; id: string } | null>(null);
  const [step, setStep] = useState<{ of: string | null; at: number } | null>(null);
  return {
    pane,
    setPane,
    place: place?.of === id ? place.id : null,
    setPlace: (next: string) => setPlace({ of: id, id: next }),
    step: step?.of === id ? step.at : null,
    setStep: (at: number) => setStep({ of: id, at }),
  };
}

interface BulkOptions {
  readonly deeds: ReturnType<typeof useDeeds>;
  readonly chosen: Parameters<typeof decideOnMany>[1];
  readonly permissions: ReadonlySet<string>;
  readonly selection: ReturnType<typeof useSelection>;
}

function useBulk({ deeds, chosen, permissions, selection }: BulkOptions): BulkWork {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failed, setFailed] = useState<readonly Failure[]>([]);
  const end = (left: readonly Failure[]) => {
    setProgress(null);
    setFailed(left);
    // What was not reached stays selected: one sees it, and may try something else.
    const ids = new Set(left.map(({ finding }) => finding.id));
    selection.remove(chosen.map(({ id }) => id).filter((id) => !ids.has(id)));
  };
  return {
    progress,
    failed,
    decide: (decision) => void decideOnMany(deeds, chosen, decision, permissions, setProgress).then(end),
    assign: (person: Person | null) => void deeds.assign(chosen, person).then(end),
    forget: () => setFailed([]),
  };
}

/** Findings that were on screen since the list was opened: they are new no more. */
function useLooked(id: string | null): ReadonlySet<string> {
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (id !== null) setLooked((before) => (before.has(id) ? before : new Set(before).add(id)));
  }, [id]);
  return looked;
}

/** Names of projects by their addresses. */
function useProjectName(organization: string): (slug: string) => string {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.project.list.queryOptions({ organization }));
  return useCallback((slug: string) => data?.find((project) => project.slug === slug)?.name ?? slug, [data]);
}
