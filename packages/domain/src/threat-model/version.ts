import { z } from "zod";
import { ProjectScope } from "../shared/index.ts";
import type { ModelDocument } from "./model.ts";

export const VERSION_STATES = ["draft", "in-review", "approved", "stale"] as const;
export const VersionState = z.enum(VERSION_STATES);
export type VersionState = z.infer<typeof VersionState>;

/** Why an approved version no longer describes what is there. */
export const StaleReason = z.object({
  kind: z.enum(["function", "gone", "role", "dependency"]),
  what: z.string(),
  /** The element whose threats are meant; null when all are. */
  element: z.string().nullable(),
});
export type StaleReason = z.infer<typeof StaleReason>;

/** What an approved version rests on beside its pinned functions; null parts have not been read yet. */
export const Bindings = z.object({
  revision: z.int().nullable().default(null),
  roles: z.array(z.string()).nullable().default(null),
  dependencies: z.array(z.string()).nullable().default(null),
});
export type Bindings = z.infer<typeof Bindings>;

export const ModelVersion = z.object({
  id: z.string(),
  version: z.int(),
  state: VersionState,
  title: z.string(),
  submittedBy: z.string().nullable(),
  submittedAt: z.date().nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: z.date().nullable(),
  /** Approved by the person who had sent it to review. */
  selfApproved: z.boolean(),
  staleReasons: z.array(StaleReason),
  comments: z.array(z.object({ author: z.string().nullable(), text: z.string(), at: z.date() })),
  createdAt: z.date(),
  updatedAt: z.date(),
  rowVersion: z.int(),
});
export type ModelVersion = z.infer<typeof ModelVersion>;

export const VersionSelector = ProjectScope.extend({ version: z.int().positive() });
export type VersionSelector = z.infer<typeof VersionSelector>;
export const CommentVersion = VersionSelector.extend({ text: z.string().trim().min(1).max(4000) });
export type CommentVersion = z.infer<typeof CommentVersion>;

/** One line of what differs between two models. */
export interface ModelChange {
  readonly what: "element" | "flow" | "threat" | "control" | "assumption";
  readonly change: "added" | "removed" | "changed";
  readonly name: string;
  /** The fields that differ. */
  readonly fields: readonly string[];
}

/** What people decide on when they approve: states, owners and places on the canvas go on changing without them. */
const NOT_REVIEWED = new Set([
  "state",
  "reason",
  "comment",
  "until",
  "number",
  "position",
  "size",
  "route",
  "raw",
  "originKey",
]);

/** What differs between two documents of one project; rows are the same by id. */
export function compareModels(before: ModelDocument, after: ModelDocument): ModelChange[] {
  type Part = { readonly id: string };
  const changes: ModelChange[] = [];
  const each = <P extends Part>(
    what: ModelChange["what"],
    old: readonly P[],
    now: readonly P[],
    nameOf: (part: P) => string,
  ) => {
    const known = new Map(old.map((part) => [part.id, part]));
    for (const part of now) {
      const was = known.get(part.id);
      known.delete(part.id);
      if (was === undefined) changes.push({ what, change: "added", name: nameOf(part), fields: [] });
      else {
        const fields = differing(was, part);
        if (fields.length > 0) changes.push({ what, change: "changed", name: nameOf(part), fields });
      }
    }
    for (const part of known.values()) changes.push({ what, change: "removed", name: nameOf(part), fields: [] });
  };
  each("element", before.elements, after.elements, (part) => part.name);
  each("flow", before.flows, after.flows, (part) => part.name || "flow without a name");
  each("threat", before.threats, after.threats, (part) => `T-${part.number}: ${part.statement}`);
  each("control", before.controls, after.controls, (part) => `C-${part.number}: ${part.name}`);
  each("assumption", before.assumptions, after.assumptions, (part) => `A-${part.number}: ${part.text}`);
  return changes;
}

function differing(before: object, after: object): string[] {
  const old = new Map(Object.entries(before));
  return Object.entries(after)
    .filter(([key, value]) => !NOT_REVIEWED.has(key) && canonical(value) !== canonical(old.get(key)))
    .map(([key]) => key);
}

/** JSON with sorted keys, so that equal values give equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The text whose digest names what was reviewed. */
export function reviewedText(document: ModelDocument): string {
  const strip = (part: object) => Object.fromEntries(Object.entries(part).filter(([key]) => !NOT_REVIEWED.has(key)));
  const { elements, flows, threats, controls, assumptions } = document;
  return canonical([
    document.title,
    document.description,
    ...[elements, flows, threats, controls, assumptions].map((parts) => parts.map(strip)),
  ]);
}

/** Roles or dependencies that are in one list and not in the other. */
export function bindingChanges(
  kind: "role" | "dependency",
  before: readonly string[] | null,
  now: readonly string[],
): StaleReason[] {
  if (before === null) return [];
  const [old, fresh] = [new Set(before), new Set(now)];
  return [
    ...now.filter((what) => !old.has(what)).map((what) => ({ kind, what: `${what} is new`, element: null })),
    ...before.filter((what) => !fresh.has(what)).map((what) => ({ kind, what: `${what} is gone`, element: null })),
  ];
}
