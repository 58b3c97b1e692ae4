"use client";
import type { GroupKey } from "@redoubt/domain/finding";
import { toUuid } from "@redoubt/domain/shared";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ListState } from "../list/list-state.ts";
import { Board, WHOLE } from "./board.ts";
import { listSource, type ListSource, takesOf, type TriageScope } from "./source.ts";
import { useHeard } from "./use-heard.ts";

/** Boards of a tab that can be gone back to. */
const KEPT = 4;
/** A board that was left for longer looks for news before it is trusted. */
const FRESH_MS = 30_000;
/** As many rows are read again at once when many changed. */
const MOST_REREAD = 100;

interface Kept {
  readonly board: Board;
  at: number;
}

const boards = new WeakMap<QueryClient, Map<string, Kept>>();

export interface BoardHandle {
  readonly board: Board;
  /** What is asked for is on its way; meanwhile the list before it stays. */
  readonly pending: boolean;
  /** The list could not be read at all. */
  readonly problem: unknown;
  /** Reads on: the next page of a part, or of the groups. */
  readonly need: (part: string) => void;
  /** Tries again what could not be read. */
  readonly retry: (part: string) => void;
  /** Reads the list anew, with what waits and without what has left. */
  readonly refresh: () => Promise<void>;
  /** Reads every page of a part, up to a bound; true when all of it is there. */
  readonly readAll: (part: string, most: number) => Promise<boolean>;
}

/** The list that the address names: read page by page, kept current, and kept when one comes back to it. */
export function useBoard(scope: TriageScope, state: ListState): BoardHandle {
  const [trpc, client, cache] = [useTRPC(), useTRPCClient(), useQueryClient()];
  const { organization, project } = scope;
  const named = JSON.stringify(state);
  const source = useMemo(
    () => listSource({ trpc, client, cache }, { organization, project }, JSON.parse(named) as ListState),
    [trpc, client, cache, organization, project, named],
  );
  const takes = useMemo(() => takesOf(JSON.parse(named) as ListState), [named]);
  const [generation, setGeneration] = useState(0);
  const wanted = useMemo(
    // Reading anew makes another board of the same view.
    () => (void generation, boardFor(cache, source, takes, project === null)),
    [cache, source, takes, project, generation],
  );
  // The list before it stays until the first page of another is there.
  const [shown, setShown] = useState(wanted);
  const isReady = useSyncExternalStore(
    wanted.subscribe,
    () => isRead(wanted),
    () => isRead(wanted),
  );
  const board = isReady || !isRead(shown) ? wanted : shown;
  if (board !== shown) setShown(board);
  useSyncExternalStore(
    board.subscribe,
    () => board.version,
    () => board.version,
  );

  const need = useCallback((part: string) => void readOn(wanted, source, part), [wanted, source]);
  const retry = useCallback(
    (part: string) => {
      wanted.forgetProblem(part);
      void readOn(wanted, source, part);
    },
    [wanted, source],
  );
  const refresh = useCallback(async () => {
    const next = new Board(wanted.shape);
    for (const each of wanted.folded) next.folded.add(each);
    await readOn(next, source, next.shape.grouped ? "groups" : WHOLE);
    keep(cache, source.view, next);
    setGeneration((count) => count + 1);
  }, [cache, source, wanted]);
  const readAll = useCallback(
    async (part: string, most: number) => {
      const own = wanted.part(part);
      while (own.cursor !== null && own.ids.length < most) {
        if (own.reading) await new Promise((done) => setTimeout(done, 50));
        else await readOn(wanted, source, part);
        if (own.problem !== null) throw own.problem;
      }
      return own.cursor === null && own.ids.length <= most;
    },
    [wanted, source],
  );

  useEffect(() => {
    const first = wanted.shape.grouped ? "groups" : WHOLE;
    if (!isRead(wanted)) void readOn(wanted, source, first);
    else if (ageOf(cache, source.view) > FRESH_MS) void lookAround(wanted, source);
    return () => {
      const kept = boards.get(cache)?.get(source.view);
      if (kept?.board === wanted) kept.at = Date.now();
    };
  }, [wanted, source, cache]);
  const read = useCallback(
    async (ids: readonly string[] | "many") => {
      if (ids === "many") return lookAround(wanted, source);
      try {
        const rows = await source.reread(ids);
        wanted.hear(rows);
        // What is not a finding may be a scan that changed many.
        if (rows.length < ids.length) await lookAround(wanted, source);
      } catch (error) {
        // None of them is a finding: a scan that changed many was announced.
        if (problemOf(error).code === "finding.not-found") await lookAround(wanted, source);
      }
    },
    [wanted, source],
  );
  const hear = useCallback(
    async (ids: readonly string[] | "many") => {
      await read(ids);
      // Where nothing stands yet, nothing jumps: what comes is shown at once.
      const isNew = wanted.waiting.size > 0 || wanted.stale;
      if (isNew && isRead(wanted) && wanted.loaded().length === 0) await refresh();
    },
    [read, wanted, refresh],
  );
  useHeard(scope, hear);
  const problem = wanted.shape.grouped ? wanted.groupsProblem : wanted.part(WHOLE).problem;
  return { board, pending: board !== wanted, problem: isReady ? null : problem, need, retry, refresh, readAll };
}

function isRead(board: Board): boolean {
  return board.shape.grouped ? board.groupCursor !== undefined : board.part(WHOLE).cursor !== undefined;
}

function boardFor(cache: QueryClient, source: ListSource, takes: Board["shape"]["takes"], everywhere: boolean): Board {
  const known = boards.get(cache)?.get(source.view);
  if (known !== undefined) return known.board;
  const { sort } = (JSON.parse(source.view) as [{ sort: Board["shape"]["sort"] }])[0];
  const grouped = source.grouping !== null;
  const board = new Board({ view: source.view, grouped, sort, everywhere, takes });
  const [page, groups] = [source.firstPage(), source.firstGroups()];
  if (grouped && groups !== undefined) board.addGroups(groups.groups, groups.nextCursor, groups.cut);
  if (!grouped && page !== undefined) {
    board.hidden = page.hidden;
    board.addPage(WHOLE, page.items, page.nextCursor);
  }
  // On the server a board lives for one answer.
  if (typeof window !== "undefined") keep(cache, source.view, board);
  return board;
}

function keep(cache: QueryClient, view: string, board: Board): void {
  const own = boards.get(cache) ?? new Map<string, Kept>();
  boards.set(cache, own);
  own.delete(view);
  own.set(view, { board, at: Date.now() });
  for (const old of [...own.keys()].slice(0, -KEPT)) own.delete(old);
}

function ageOf(cache: QueryClient, view: string): number {
  return Date.now() - (boards.get(cache)?.get(view)?.at ?? 0);
}

async function readOn(board: Board, source: ListSource, part: string): Promise<void> {
  if (part === "groups") return readGroups(board, source);
  const own = board.part(part);
  if (own.reading || own.cursor === null || own.problem !== null) return;
  own.reading = true;
  try {
    const page = await source.page(part === WHOLE ? null : (JSON.parse(part) as GroupKey), own.cursor ?? null);
    if (part === WHOLE) board.hidden = page.hidden;
    board.addPage(part, page.items, page.nextCursor);
  } catch (error) {
    own.reading = false;
    own.problem = error;
    board.touch();
  }
}

async function readGroups(board: Board, source: ListSource): Promise<void> {
  if (board.groupsReading || board.groupCursor === null || board.groupsProblem !== null) return;
  board.groupsReading = true;
  try {
    const { groups, nextCursor, cut } = await source.groups(board.groupCursor ?? null);
    board.addGroups(groups, nextCursor, cut);
  } catch (error) {
    board.groupsReading = false;
    board.groupsProblem = error;
    board.touch();
  }
}

/** After many changes: the rows that are read first are read again in place, and the head of the list tells of new ones. */
async function lookAround(board: Board, source: ListSource): Promise<void> {
  const known = [...new Set([...board.seen, ...board.loaded()])].slice(0, MOST_REREAD);
  try {
    if (known.length > 0) board.hear(await source.reread(known.map(toUuid)));
    if (board.shape.grouped) board.stale = true;
    else board.hearHead((await source.page(null, null)).items);
  } catch {
    // The list stays as it was; what it shows is told as it is by the next news.
    board.stale = true;
  }
  board.touch();
}
