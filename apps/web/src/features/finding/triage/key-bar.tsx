"use client";
import { Button, Kbd } from "@redoubt/ui";
import type { Done } from "../deeds/use-deeds.ts";
import { capsOf, KEYS } from "../keys/keys.ts";

export interface KeyBarProps {
  readonly done: Done | null;
  readonly onHelp: () => void;
}

/** The keys that one needs first, and what was done last with the way back. */
export function KeyBar({ done, onHelp }: KeyBarProps) {
  const hints = KEYS.filter((row) => row.hint !== undefined && row.id !== "help");
  return (
    <footer className="hidden h-8 flex-none items-center gap-4 border-t border-line bg-canvas px-4 text-12 whitespace-nowrap text-ink-3 min-[1100px]:flex">
      <Hint caps={["J", "K"]}>move</Hint>
      <Hint caps={["1", "6"]} to>
        decide
      </Hint>
      {hints
        .filter(({ id }) => id !== "next")
        .map((row, index) => (
          <Hint key={row.id} caps={capsOf(row.keys[0] ?? "")} className={HIDES[index]}>
            {row.hint}
          </Hint>
        ))}
      <button
        type="button"
        className="inline-flex items-center gap-1 hover:text-ink"
        aria-keyshortcuts="?"
        onClick={onHelp}
      >
        <Kbd>?</Kbd>
        all keys
      </button>
      <span role="status" className="ml-auto flex min-w-0 items-center gap-1 text-ink-2">
        {done !== null && <span className="truncate">{done.words}</span>}
        {done?.undo != null && (
          <Button
            variant="ghost"
            className="h-6 px-1 text-12 text-accent-text"
            aria-keyshortcuts="z"
            onClick={done.undo}
          >
            Undo
          </Button>
        )}
      </span>
    </footer>
  );
}

/** The later ones give way when the window is narrow. */
const HIDES: readonly (string | undefined)[] = [
  undefined,
  undefined,
  "max-[1400px]:hidden",
  "max-[1340px]:hidden",
  undefined,
  "max-[1240px]:hidden",
  "max-[1300px]:hidden",
  "max-[1400px]:hidden",
];

function Hint(props: {
  caps: readonly string[];
  to?: boolean;
  className?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <span aria-hidden="true" className={`inline-flex items-center gap-1 ${props.className ?? ""}`}>
      {props.caps.map((cap, index) => (
        <span key={cap} className="inline-flex items-center gap-1">
          {props.to && index > 0 && "–"}
          <Kbd>{cap}</Kbd>
        </span>
      ))}
      {props.children}
    </span>
  );
}
