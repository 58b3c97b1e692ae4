"use client";
import type { Decision, FindingDetail, FindingSummary, SetSeverity } from "@redoubt/domain/finding";
import { notifyProblem } from "@redoubt/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import type { Board } from "../triage/board.ts";
import { findingLabel } from "../words.ts";
import { changeOf, chunksOf, doneWords, type Failure, type Refusal, sendApart } from "./outcome.ts";

/** As many findings to a request: progress shows, and one slow request blocks nobody. */
const CHUNK = 20;

/** A decision that was refused, because the finding had changed since it was read. */
export interface Refused {
  readonly decision: Decision;
  /** The finding as the person saw it. */
  readonly seen: Pick<FindingDetail, "state" | "severity" | "assignee" | "rowVersion" | "history">;
}

/** Another severity, with what it rests on. */
export type Judged = Pick<SetSeverity, "severity" | "comment" | "rubric" | "cvss">;

/** What was done last, with the way back. */
export interface Done {
  readonly id: number;
  readonly words: string;
  readonly undo: (() => void) | null;
}

export interface DeedsOptions {
  readonly organization: string;
  readonly board: Board;
  /** Says what was done; it stays until the next deed. */
  readonly onDone: (done: Done) => void;
  /** Leads to a finding, to show what became of a deed. */
  readonly onShow: (id: string) => void;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Every deed on findings of a list: shown at once, taken back when the server refuses, undone one by one. */
export function useDeeds(options: DeedsOptions) {
  const { organization, board } = options;
  const [trpc, client, cache] = [useTRPC(), useTRPCClient(), useQueryClient()];
  const settings = useQuery(trpc.finding.settings.queryOptions({ organization })).data;
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const [refused, setRefused] = useState<ReadonlyMap<string, Refused>>(new Map());
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const undoable = useRef<{ id: number; rows: readonly FindingSummary[]; words: string }[]>([]);
  // Decisions on their way: undo means the last one, also before the server has answered.
  const onTheWay = useRef(new Set<Promise<unknown>>());
  const count = useRef(0);

  const scopeOf = (row: FindingSummary) => ({ organization, project: row.project.slug });
  const reread = (rows: readonly FindingSummary[]) =>
    // Whatever list a page was opened from, it is the same finding.
    cache.invalidateQueries({
      queryKey: trpc.finding.get.pathKey(),
      predicate: ({ queryKey }) => {
        const input = (queryKey[1] as { input?: { project?: string; number?: number } } | undefined)?.input;
        return rows.some((row) => row.number === input?.number && row.project.slug === input.project);
      },
    });
  const mark = (ids: readonly string[], on: boolean) =>
    setBusy((now) => {
      const next = new Set(now);
      for (const id of ids)
        if (on) next.add(id);
        else next.delete(id);
      return next;
    });
  const say = (words: string, rows: readonly FindingSummary[] | null) => {
    count.current += 1;
    const id = count.current;
    if (rows !== null && rows.length > 0) undoable.current.push({ id, rows, words });
    latest.current.onDone({ id, words, undo: rows === null || rows.length === 0 ? null : () => void undoEntry(id) });
  };
  const complain = (failed: readonly Failure[]) => {
    const [first] = failed;
    if (first === undefined) return;
    const label = findingLabel(first.finding.number);
    notifyProblem(`${label} was not changed`, {
      id: `failed ${first.finding.id}`,
      detail: first.message,
      action: { label: `Show ${label}`, onAction: () => latest.current.onShow(first.finding.id) },
    });
  };

  /** Shows the changes, sends them part by part, and ends with what the server made of them. */
  async function carry(
    rows: readonly FindingSummary[],
    changes: ReadonlyMap<string, Partial<FindingSummary>>,
    send: (part: readonly FindingSummary[]) => Promise<readonly FindingSummary[]>,
    onProgress?: (progress: Progress) => void,
  ): Promise<{ answered: FindingSummary[]; failed: Failure[] }> {
    const ids = rows.map((row) => row.id);
    const token = board.begin(changes);
    mark(ids, true);
    const answered: FindingSummary[] = [];
    const failed: Failure[] = [];
    for (const part of chunksOf(rows, CHUNK)) {
      const result = await sendApart(part, send, refusalOf);
      answered.push(...result.answered);
      failed.push(...result.failed);
      onProgress?.({ done: answered.length + failed.length, of: rows.length });
    }
    board.end(token, answered);
    mark(ids, false);
    void reread(rows);
    return { answered, failed };
  }

  function decide(...given: Parameters<typeof send>): Promise<Failure[]> {
    const sent = send(...given);
    onTheWay.current.add(sent);
    void sent.finally(() => onTheWay.current.delete(sent));
    return sent;
  }

  async function send(
    rows: readonly FindingSummary[],
    decision: Decision,
    seen?: Refused["seen"],
    onProgress?: (progress: Progress) => void,
  ): Promise<Failure[]> {
    const from = settings?.secondPersonFrom ?? null;
    const changes = new Map(rows.map((row) => [row.id, changeOf(row, decision, from)]));
    const { answered, failed } = await carry(
      rows,
      changes,
      (part) => {
        const [first] = part;
        if (first === undefined) return Promise.resolve([]);
        return client.finding.decide.mutate({
          ...scopeOf(first),
          findings: part.map(({ number, rowVersion }) => ({ number, rowVersion })),
          decision,
        });
      },
      onProgress,
    );
    if (answered.length > 0) say(doneWords(decision, answered), answered);
    const [only] = failed;
    if (rows.length === 1 && only !== undefined) {
      if (only.code === "finding.stale" && seen !== undefined) {
        setRefused((now) => new Map(now).set(only.finding.id, { decision, seen }));
      }
      complain(failed);
    }
    return failed;
  }

  async function assign(
    rows: readonly FindingSummary[],
    person: { id: string; name: string } | null,
  ): Promise<Failure[]> {
    const changes = new Map(rows.map((row) => [row.id, { assignee: person }]));
    const { answered, failed } = await carry(rows, changes, (part) => {
      const [first] = part;
      if (first === undefined) return Promise.resolve([]);
      return client.finding.assign.mutate({
        ...scopeOf(first),
        findings: part.map(({ number, rowVersion }) => ({ number, rowVersion })),
        assignee: person?.id ?? null,
      });
    });
    const [first] = answered;
    if (first !== undefined) {
      const what = answered.length === 1 ? findingLabel(first.number) : `${answered.length} findings`;
      say(person === null ? `Nobody owns ${what} now.` : `Gave ${what} to ${person.name}.`, null);
    }
    if (rows.length === 1) complain(failed);
    return failed;
  }

  async function setSeverity(row: FindingSummary, judged: Judged): Promise<boolean> {
    const { answered, failed } = await carry([row], new Map([[row.id, { severity: judged.severity }]]), async () => [
      await client.finding.setSeverity.mutate({
        ...scopeOf(row),
        number: row.number,
        rowVersion: row.rowVersion,
        ...judged,
      }),
    ]);
    const [changed] = answered;
    if (changed !== undefined) {
      const words = changed.proposed === "set-severity" ? "Proposed another severity for" : "Set the severity of";
      say(`${words} ${findingLabel(row.number)}.`, null);
    }
    complain(failed);
    return failed.length === 0;
  }

  async function comment(row: FindingSummary, text: string): Promise<boolean> {
    try {
      await client.finding.comment.mutate({ ...scopeOf(row), number: row.number, comment: text });
      await reread([row]);
      return true;
    } catch (error) {
      complain([{ finding: row, ...refusalOf(error) }]);
      return false;
    }
  }

  /** Takes decisions back, one request for each: each is undone by itself on the server. */
  async function takeBack(rows: readonly FindingSummary[], words: string): Promise<void> {
    const failed: Failure[] = [];
    const answered: FindingSummary[] = [];
    mark(
      rows.map((row) => row.id),
      true,
    );
    for (const row of rows) {
      try {
        answered.push(await client.finding.undo.mutate({ ...scopeOf(row), number: row.number }));
      } catch (error) {
        failed.push({ finding: row, ...refusalOf(error) });
      }
    }
    board.end(board.begin(new Map()), answered);
    mark(
      rows.map((row) => row.id),
      false,
    );
    void reread(rows);
    const [first] = answered;
    if (first !== undefined) {
      say(
        answered.length === 1 ? `${findingLabel(first.number)} is ${first.state} again.` : `Took back: ${words}`,
        null,
      );
      latest.current.onShow(first.id);
    }
    complain(failed);
  }

  async function undoEntry(id: number): Promise<void> {
    const entry = undoable.current.find((each) => each.id === id);
    undoable.current = undoable.current.filter((each) => each.id !== id);
    if (entry !== undefined) await takeBack(entry.rows, entry.words);
  }

  return {
    decide,
    assign,
    setSeverity,
    comment,
    /** Takes back the last decision of this tab, else the own one on this finding. */
    undo: async (row: FindingSummary | undefined) => {
      await Promise.allSettled(onTheWay.current);
      const last = undoable.current.at(-1);
      if (last !== undefined) await undoEntry(last.id);
      else if (row !== undefined) await takeBack([row], "");
    },
    undoOne: (row: FindingSummary) => {
      undoable.current = undoable.current.filter(({ rows }) => rows.length > 1 || rows[0]?.id !== row.id);
      void takeBack([row], "");
    },
    refused: (id: string) => refused.get(id) ?? null,
    forget: (id: string) =>
      setRefused((now) => {
        const next = new Map(now);
        next.delete(id);
        return next;
      }),
    isBusy: (id: string) => busy.has(id),
    canUndo: () => undoable.current.length > 0 || onTheWay.current.size > 0,
  };
}

export type Deeds = ReturnType<typeof useDeeds>;

function refusalOf(error: unknown): Refusal {
  const { code, message, details, requestId } = problemOf(error);
  const reference = requestId === null ? "" : ` Reference ${requestId}.`;
  return {
    code,
    message: `${message}${reference}`,
    number: typeof details.number === "number" ? details.number : null,
  };
}
