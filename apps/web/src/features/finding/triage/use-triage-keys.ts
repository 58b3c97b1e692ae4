"use client";
import { useRouter } from "next/navigation";
import { useCopies } from "../code/use-copies.ts";
import { placesOf } from "../code/code-windows.ts";
import { decisionDeeds, type KeyDeeds, openTrigger, useKeys } from "../keys/use-keys.ts";
import { stateOfView, VIEWS } from "../list/views.ts";
import { bulkChoices } from "./bulk-work.ts";
import { stepFrom } from "./step-from.ts";
import type { Triage } from "./use-triage.ts";

/** Binds the keys of the list; `isBehind` while the panes beside it still show what was before. */
export function useTriageKeys(triage: Triage, isBehind: boolean): void {
  const { finding, itemScope, chosen, choose, permissions } = triage;
  const copies = useCopies(itemScope, finding);
  const isMany = chosen.length > 0;
  const isLoading =
    triage.isWide && !isMany && triage.cursor.id !== null && finding === undefined && triage.shown.error == null;
  const decisions = isMany
    ? decisionDeeds(
        bulkChoices(chosen, permissions).map(({ command }) => command),
        chosen.map(({ state }) => state),
        choose,
      )
    : decisionDeeds(finding?.commands ?? [], finding === undefined ? [] : [finding.state], choose);
  useKeys(
    "list",
    {
      ...useMoves(triage),
      ...(triage.isWide ? decisions : {}),
      ...selecting(triage),
      assign: permissions.has("finding:assign")
        ? () => openTrigger(isMany ? "[data-bulk-assign]" : "[data-owner] button")
        : undefined,
      severity: isMany ? undefined : () => document.querySelector<HTMLElement>("[data-severity-change]")?.click(),
      snooze: () => openTrigger("[data-snooze]"),
      comment: isMany ? undefined : () => document.querySelector<HTMLElement>("[data-comment]")?.focus(),
      undo:
        triage.deeds.canUndo() || finding?.undoTo != null || finding?.proposal?.mine === true
          ? () => void triage.deeds.undo(finding === undefined ? undefined : (triage.board.row(finding.id) ?? finding))
          : undefined,
      merge: () => document.querySelector<HTMLElement>("[data-pair-same]")?.click(),
      part: () => document.querySelector<HTMLElement>("[data-pair-apart]")?.click(),
      split: () => document.querySelector<HTMLElement>("[data-split]")?.click(),
      editor: () => document.querySelector<HTMLElement>("[data-editor]")?.click(),
      context: finding === undefined ? undefined : copies.copyContext,
      link: finding === undefined ? undefined : copies.copyLink,
      "next-step": stepping(triage, 1),
      "previous-step": stepping(triage, -1),
      filter: () => document.querySelector<HTMLElement>("[data-filter]")?.focus(),
      refresh: () => void triage.handle.refresh(),
      help: () => triage.setHelps(true),
    },
    isLoading || isBehind,
  );
}

function useMoves(triage: Triage): KeyDeeds {
  const { board, cursor, control, move, change, state } = triage;
  const router = useRouter();
  const to = (id: string | null) => {
    if (id === null) return;
    cursor.go(id);
    control.current?.focus(id);
  };
  const goTo = (id: string) => () => {
    const view = VIEWS.find((each) => each.id === id);
    if (view !== undefined) change(stateOfView(view, state));
  };
  const heading = (by: 1 | -1) => () => {
    const index = board.headingFrom(cursor.id, by);
    const next = board
      .lines()
      .slice(index)
      .find((line) => line.kind === "finding");
    if (index < 0) return;
    if (next?.kind === "finding") to(next.id);
    else control.current?.focusLine(index);
  };
  const { id } = cursor;
  // Arrows and the like are the list's own only where nothing else scrolls or moves by them.
  const inList = (deed: () => void) => (event: KeyboardEvent) => {
    if (event.key.length > 1 && !isListFocus()) return false;
    return deed();
  };
  return {
    next: inList(() => move(1)),
    previous: inList(() => move(-1)),
    first: inList(() => to(board.step(null, 1))),
    last: inList(() => to(board.step(null, -1))),
    "next-group": board.shape.grouped ? heading(1) : undefined,
    "previous-group": board.shape.grouped ? heading(-1) : undefined,
    fold: board.shape.grouped ? () => foldHere(triage) : undefined,
    // A row that has the focus opens by itself; from elsewhere the key does it.
    open: id === null ? undefined : () => (isOnControl() ? false : router.push(triage.hrefOf(id))),
    "go-open": goTo("open"),
    "go-new": goTo("new"),
    "go-mine": goTo("mine"),
    "go-regressed": goTo("regressed"),
  };
}

function selecting({ board, cursor, control, selection, permissions }: Triage): KeyDeeds {
  if (!permissions.has("finding:triage") && !permissions.has("finding:assign")) return {};
  const { id } = cursor;
  const extend = (by: 1 | -1) => () => {
    const next = board.step(id, by);
    if (id === null || next === null) return;
    selection.add([id, next]);
    cursor.go(next);
    control.current?.focus(next);
  };
  return {
    select: () => {
      const heading = focusedHeading();
      if (heading !== null)
        document.querySelector<HTMLElement>(`[data-select-group=${JSON.stringify(heading)}]`)?.click();
      else if (id !== null) selection.toggle(id);
    },
    range: id === null ? undefined : () => selection.toggle(id, true),
    "extend-down": extend(1),
    "extend-up": extend(-1),
    clear: selection.ids.size > 0 ? selection.clear : undefined,
  };
}

function stepping({ finding, view }: Triage, by: 1 | -1): (() => void) | undefined {
  const places = finding === undefined ? [] : placesOf(finding.occurrences);
  const of = (places.find(({ id }) => id === view.place) ?? places[0])?.flow.length ?? 0;
  if (of === 0) return undefined;
  return () => {
    view.setPane("code");
    view.setStep(stepFrom(view.step, by, of));
  };
}

function foldHere({ board, cursor }: Triage): void {
  const heading = focusedHeading();
  const line = cursor.id === null ? undefined : board.lines()[board.indexOf(cursor.id)];
  const part = heading ?? (line?.kind === "finding" ? line.part : null);
  if (part === null) return;
  board.fold(part);
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-heading=${JSON.stringify(part)}]`)?.focus());
}

/** The group whose heading has the focus. */
function focusedHeading(): string | null {
  return document.activeElement instanceof HTMLElement ? (document.activeElement.dataset.heading ?? null) : null;
}

/** True while the focus is on something that has its own use for Enter. */
function isOnControl(): boolean {
  return document.activeElement?.closest("a, button, [tabindex='0']") != null;
}

/** True while the focus is in the list, or nowhere. */
function isListFocus(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.closest("[data-list]") !== null;
}
