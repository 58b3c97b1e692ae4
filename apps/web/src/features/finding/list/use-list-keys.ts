"use client";
import { useEffect } from "react";

/** True while the keys belong to a field or an open menu. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return true;
  const target = event.target instanceof Element ? event.target : null;
  return (
    target?.closest("input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]") !== null
  );
}

/** `j` and `k` walk the rows (Enter opens, because they are links), `x` selects, `/` goes to the search. */
export function useListKeys(onToggle: ((number: number, range: boolean) => void) | null): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const rows = [...document.querySelectorAll<HTMLElement>("[data-list-row]")];
      const at = rows.findIndex((row) => row === document.activeElement);
      if (event.key === "/") focus(document.querySelector<HTMLElement>("[data-list-search]"));
      else if (event.key === "j") focus(rows[Math.min(at + 1, rows.length - 1)]);
      else if (event.key === "k") focus(rows[Math.max(at - 1, 0)]);
      else if (event.key.toLowerCase() === "x" && at >= 0 && onToggle !== null) {
        onToggle(Number(rows[at]?.dataset.listRow), event.shiftKey);
      } else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onToggle]);
}

function focus(element: HTMLElement | null | undefined): void {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
}
