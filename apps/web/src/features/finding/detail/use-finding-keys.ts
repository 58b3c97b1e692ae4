"use client";
import { useEffect, useRef } from "react";
import { isTyping } from "../list/use-list-keys.ts";
import { type Choice, choicesFor } from "../decision/choices.ts";
import type { FindingDetail } from "@redoubt/domain/finding";

export interface FindingKeys {
  readonly onChoose: (choice: Choice) => void;
  readonly onUndo: () => void;
  readonly onGo: (number: number) => void;
  readonly onLeave: () => void;
}

/** The keys of a finding's page: numbers and letters of the panel, `j` `k` the neighbours, `c` comment, `s` severity. */
export function useFindingKeys(finding: FindingDetail | undefined, keys: FindingKeys): void {
  const latest = useRef({ finding, keys });
  useEffect(() => {
    latest.current = { finding, keys };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { finding: shown, keys: deeds } = latest.current;
      if (shown === undefined || isTyping(event)) return;
      const choice = choicesFor(shown.commands, [shown.state]).find((each) => each.key === event.key);
      if (choice !== undefined) deeds.onChoose(choice);
      else if (event.key === "z" && (shown.undoTo !== null || shown.proposal?.mine === true)) deeds.onUndo();
      else if (event.key === "h") openSnooze();
      else if (event.key === "j" && shown.next !== null) deeds.onGo(shown.next);
      else if (event.key === "k" && shown.previous !== null) deeds.onGo(shown.previous);
      else if (event.key === "u") deeds.onLeave();
      else if (event.key === "c") document.querySelector<HTMLElement>("[data-comment]")?.focus();
      else if (event.key === "s") document.querySelector<HTMLElement>("[data-severity-change]")?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

// A menu opens on the press of a pointer or a key, not on a click that nobody made.
function openSnooze(): void {
  const button = document.querySelector<HTMLElement>("[data-snooze]");
  button?.focus();
  button?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
}
