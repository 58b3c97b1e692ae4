"use client";
import { Kbd, KeySheet } from "@redoubt/ui";
import { capsOf, type KeyPlace, KEYS, SECTIONS } from "./keys.ts";

export interface KeyHelpProps {
  readonly place: KeyPlace;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every key that works here, from the table that binds them. */
export function KeyHelp({ place, open, onOpenChange }: KeyHelpProps) {
  const rows = KEYS.filter((row) => row.places.includes(place));
  return (
    <KeySheet
      open={open}
      onOpenChange={onOpenChange}
      description="They work everywhere but in fields and open menus. In a form, Control and Enter send it, Escape leaves it."
      sections={SECTIONS.map((title) => ({
        title,
        rows: rows
          .filter((row) => row.section === title)
          .map(({ id, label, keys }) => ({
            id,
            label,
            keys: keys.map((key) => ({ id: key, caps: <Caps of={key} /> })),
          })),
      }))}
    />
  );
}

/** The caps of one key, or of two that are pressed one after the other. */
export function Caps({ of }: { of: string }) {
  return (
    <span className="inline-flex items-center gap-0.5">
      {of.split(" ").map((part, index) => (
        <span key={`${part} ${index}`} className="inline-flex items-center gap-0.5">
          {index > 0 && <span className="px-0.5">then</span>}
          {capsOf(part).map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
