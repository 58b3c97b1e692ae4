import { type EventOrigin, ORIGIN_WORDS } from "../finding/index.ts";
import { scannerTitle } from "../scan/index.ts";
import { dayOf } from "./day.ts";
import { reasonWords, stateWords } from "./words.ts";

/** A stored event as documents speak of it; kinds that they do not know are told by their name. */
export interface ToldEvent {
  readonly kind: string;
  readonly origin: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly actor: string | null;
}

/** Who did it and what, for one line of a history in a document. */
export function eventWords(event: ToldEvent): { readonly who: string; readonly deed: string } {
  return { who: whoOf(event), deed: deedOf(event) };
}

function whoOf({ actor, origin, details }: ToldEvent): string {
  if (actor !== null) return actor;
  const { scanner } = details;
  if (origin === "import" && typeof scanner === "string" && scanner !== "") return scannerTitle(scanner);
  return ORIGIN_WORDS[origin as EventOrigin] ?? ORIGIN_WORDS.system;
}

function deedOf(event: ToldEvent): string {
  const { kind, from, to, details } = event;
  switch (kind) {
    case "comment":
      return "commented";
    case "assign":
      return assignDeed(event);
    case "severity":
      return `set the severity from ${from ?? "none"} to ${to ?? "none"}`;
    case "moved":
      return `saw it move from ${from ?? "no file"} to ${to ?? "no file"}`;
    case "undo":
      return `took that back: ${words(from)} to ${words(to)}`;
    case "poc": {
      const where = typeof details.revision === "number" ? ` on revision ${details.revision}` : "";
      return to === "reproduces" ? `reproduces${where}` : `does not reproduce${where}`;
    }
    case "transition":
      return transitionDeed(event);
    default:
      return words(kind);
  }
}

function assignDeed({ actor, from, to }: ToldEvent): string {
  if (to === null) return from === null ? "took the owner away" : `took it from ${from}`;
  return actor === to ? "took it" : `gave it to ${to}`;
}

function transitionDeed({ from, to, origin, reason, details }: ToldEvent): string {
  if (from === null) return origin === "human" ? "recorded it" : "reported it";
  if (to === "dismissed") return reason === null ? "dismissed it" : `dismissed it as ${reasonWords(reason)}`;
  if (to === "acknowledged") {
    const { until } = details;
    return typeof until === "string" ? `acknowledged it until ${dayOf(until)}` : "acknowledged it";
  }
  if (to === "duplicate")
    return typeof details.of === "number" ? `marked it as duplicate of F-${details.of}` : "marked it as duplicate";
  if (origin === "human" && to === "confirmed" && from === "new") return "confirmed it";
  if (origin === "human" && to === "in-progress") return "started the fix";
  if (origin === "human" && to === "fix-claimed") return "claimed the fix";
  if (origin === "human" && to === "resolved") return "confirmed the fix";
  return `moved it from ${words(from)} to ${words(to)}`;
}

function words(slug: string | null): string {
  return slug === null ? "nothing" : stateWords(slug);
}
