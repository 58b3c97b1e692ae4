"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "#trpc/client.tsx";
import type { Board } from "./board.ts";

/** How many findings are made ready beyond the one on screen. */
const AHEAD = 2;
/** A cursor that runs through the list asks for nothing. */
const PAUSE_MS = 120;

/** Reads the next findings and their code before one gets to them, and colours the code. */
export function usePrefetch(organization: string, board: Board, cursor: string | null): void {
  const trpc = useTRPC();
  const cache = useQueryClient();
  useEffect(() => {
    if (cursor === null) return;
    let isCurrent = true;
    const timer = setTimeout(() => void ahead(), PAUSE_MS);
    async function ahead(): Promise<void> {
      let id: string | null = cursor;
      for (let count = 0; count < AHEAD && isCurrent; count += 1) {
        const next: string | null = board.step(id, 1);
        const row = next === null || next === id ? undefined : board.row(next);
        if (row === undefined) return;
        id = next;
        await ready(row.project.slug, row.number);
      }
    }
    async function ready(project: string, number: number): Promise<void> {
      const scope = { organization, project };
      try {
        const finding = await cache.fetchQuery(trpc.finding.get.queryOptions({ ...scope, number, within: null }));
        const { readyCode } = await import("./ready-code.ts");
        await readyCode(cache, scope, finding, () => isCurrent);
      } catch {
        // It is read when one gets there, and says then what is wrong.
      }
    }
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [trpc, cache, organization, board, cursor]);
}
