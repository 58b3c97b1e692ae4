"use client";
import { useEffect, useRef } from "react";
import { type Choice, choicesFor } from "../decision/choices.ts";
import { deedOf, type KeyPlace, KEYS } from "./keys.ts";
import { useHeldKeys } from "./held-keys.ts";
import type { FindingCommand, FindingState } from "@redoubt/domain/finding";

/** A sequence waits this long for its second key. */
const PATIENCE_MS = 1200;

/** True while the keys belong to a field or an open menu. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  const target = event.target instanceof Element ? event.target : null;
  return (
    target?.closest(
      "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog], [role=combobox]",
    ) != null
  );
}

/** What a key does here; `false` when it is not for it this time, and the key stays the browser's. */
export type KeyDeed = (event: KeyboardEvent) => unknown;

/** What each key of the table does here; a key without a deed stays the browser's. */
export type KeyDeeds = Readonly<Record<string, KeyDeed | undefined>>;

/**
 * Binds the keys of a place. A deed that is not possible now is left out, and its key does nothing. While what would be
 * decided on is still loading (`waits`), a key that decides is kept with all that is typed after it.
 */
export function useKeys(place: KeyPlace, deeds: KeyDeeds, waits = false): void {
  const latest = useRef(deeds);
  const held = useHeldKeys(waits);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    let pending: { key: string; at: number } | null = null;
    const press = (event: KeyboardEvent) => {
      const before = pending !== null && event.timeStamp - pending.at < PATIENCE_MS ? pending.key : null;
      const pressed = deedOf(place, event, before);
      if (held.takes(event, DECIDING.has(pressed.deed ?? ""))) return;
      pending = pressed.pending === null ? null : { key: pressed.pending, at: event.timeStamp };
      const deed = pressed.deed === null ? undefined : latest.current[pressed.deed];
      if (deed === undefined || deed(event) === false) return;
      event.preventDefault();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event) || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
      press(event);
    };
    held.onRelease(press);
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [place, held]);
}

const DECIDING: ReadonlySet<string> = new Set(KEYS.filter(({ section }) => section === "Decide").map(({ id }) => id));

/** Deeds for the keys of decisions: of those that share a key the one that is possible now. */
export function decisionDeeds(
  commands: readonly FindingCommand[],
  states: readonly FindingState[],
  choose: (choice: Choice) => void,
): KeyDeeds {
  const possible = choicesFor(commands, states);
  const deeds: Record<string, () => void> = {};
  for (const { id, keys, section } of KEYS) {
    if (section !== "Decide") continue;
    const choice = possible.find((each) => each.id === id) ?? possible.find((each) => each.key === keys[0]);
    if (choice !== undefined) deeds[id] = () => choose(choice);
  }
  return deeds;
}

/** Opens what stands on a trigger that listens to keys and pointers alone, such as a menu or a select. */
export function openTrigger(selector: string): void {
  const trigger = document.querySelector<HTMLElement>(selector);
  trigger?.focus();
  trigger?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
}
