"use client";
import {
  commandsFor,
  type Decision,
  type FindingDetail,
  type FindingSummary,
  type GetFinding,
  permissionFor,
  summaryOf,
} from "@redoubt/domain/finding";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import type { Deeds, Judged, Refused } from "../deeds/use-deeds.ts";
import type { Board } from "../triage/board.ts";
import { useLiveFinding } from "./use-live-finding.ts";

/** What can be done about the finding on screen. */
export interface FindingActions {
  readonly scope: ProjectScope;
  readonly refused: Refused | null;
  readonly busy: boolean;
  forget(): void;
  decide(decision: Decision): void;
  undo(): void;
  assign(person: { readonly id: string; readonly name: string } | null): void;
  /** True when it was done, or proposed. */
  setSeverity(judged: Judged): Promise<boolean>;
  comment(text: string): Promise<boolean>;
}

export interface ShownFinding {
  /** As the server said last, with what was done here and not answered yet. */
  readonly finding: FindingDetail | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  readonly actions: FindingActions;
}

/** One finding with everything about it, as the list shows it too: what is done to one is done to both. */
export function useFinding(
  scope: ProjectScope,
  number: number | null,
  board: Board,
  deeds: Deeds,
  within: GetFinding["within"] = null,
): ShownFinding {
  const trpc = useTRPC();
  const { organization, project } = scope;
  const options = trpc.finding.get.queryOptions(
    { organization, project, number: number ?? 1, within },
    { enabled: number !== null },
  );
  const { data, error, refetch } = useQuery(options);
  const detail = number !== null && data?.number === number && data.project.slug === project ? data : undefined;
  useLiveFinding(detail?.id, options.queryKey);
  useEffect(() => {
    if (detail !== undefined) board.learn(summaryOf(detail));
  }, [detail, board]);
  const permissions = usePermissions(scope);
  const row = detail === undefined ? undefined : board.row(detail.id);
  const finding = useMemo(() => merged(detail, row, permissions), [detail, row, permissions]);
  const id = detail?.id ?? "";
  const target = row ?? detail;
  const actions: FindingActions = {
    scope,
    refused: deeds.refused(id),
    busy: deeds.isBusy(id),
    forget: () => deeds.forget(id),
    decide(decision) {
      deeds.forget(id);
      if (target !== undefined && finding !== undefined) void deeds.decide([target], decision, finding);
    },
    undo: () => target !== undefined && deeds.undoOne(target),
    assign: (person) => target !== undefined && void deeds.assign([target], person),
    setSeverity: async (judged) => (target === undefined ? false : deeds.setSeverity(target, judged)),
    comment: async (text) => (target === undefined ? false : deeds.comment(target, text)),
  };
  return { finding, error: detail === undefined ? error : null, retry: () => void refetch(), actions };
}

function merged(
  detail: FindingDetail | undefined,
  row: FindingSummary | undefined,
  permissions: ReadonlySet<string>,
): FindingDetail | undefined {
  if (detail === undefined || row === undefined || row.rowVersion < detail.rowVersion) return detail;
  if (row.state === detail.state && row.severity === detail.severity) return { ...detail, ...row };
  const commands = commandsFor(row.state).filter((command) => permissions.has(permissionFor(command, row.severity)));
  return { ...detail, ...row, commands };
}
