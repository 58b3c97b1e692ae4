import { z } from "zod";
import { ControlKind, ControlState, ElementKind, ThreatState, Validity, VersionState } from "../threat-model/index.ts";
import { dayOf } from "./day.ts";
import { SnapshotFrame, SnapshotTime } from "./snapshot-frame.ts";

/** Most threats that a document tells of; what is beyond is counted. */
export const MOST_MODEL_THREATS = 1000;

/** One threat as a document tells it; `band` is null while nobody has scored it. */
export const SnapshotThreat = z.object({
  number: z.int(),
  statement: z.string(),
  state: ThreatState,
  on: z.array(z.string()),
  stride: z.array(z.string()),
  band: z.enum(["low", "medium", "high", "critical"]).nullable(),
  catalogueKey: z.string().nullable(),
  owner: z.string().nullable(),
  due: SnapshotTime.nullable(),
  until: SnapshotTime.nullable(),
  comment: z.string(),
  controls: z.array(z.object({ number: z.int(), name: z.string(), state: ControlState, isVoid: z.boolean() })),
});
export type SnapshotThreat = z.infer<typeof SnapshotThreat>;

/** What a document says of a threat beside its sentence and its controls, in words. */
export function threatFacts({ on, stride, band, catalogueKey, owner, due, until }: SnapshotThreat): string[] {
  return [
    on.length === 0 ? "the whole system" : `on ${on.join(", ")}`,
    ...(band === null ? [] : [`score ${band}`]),
    ...(stride.length === 0 ? [] : [`STRIDE ${stride.join(" ")}`]),
    ...(catalogueKey === null ? [] : [catalogueKey]),
    ...(owner === null ? [] : [`owner ${owner}`]),
    ...(due === null ? [] : [`due ${dayOf(due)}`]),
    ...(until === null ? [] : [`until ${dayOf(until)}`]),
  ];
}

/** A project's threat model as it stood: what it is made of, what may go wrong, what answers that, what it rests on. */
export const ModelSnapshot = SnapshotFrame.extend({
  format: z.literal("redoubt/threat-model@1"),
  /** Null while nothing was drawn or written. */
  version: z
    .object({
      version: z.int(),
      state: VersionState,
      approvedBy: z.string().nullable(),
      approvedAt: SnapshotTime.nullable(),
      selfApproved: z.boolean(),
      /** What of the code is no longer what was approved. */
      stale: z.array(z.string()),
    })
    .nullable(),
  description: z.string(),
  elements: z.array(
    z.object({
      name: z.string(),
      kind: ElementKind,
      within: z.string().nullable(),
      /** Why it is out of scope. */
      outOfScope: z.string().nullable(),
    }),
  ),
  flows: z.array(z.object({ source: z.string().nullable(), target: z.string().nullable(), name: z.string() })),
  threats: z.array(SnapshotThreat),
  threatsOmitted: z.int(),
  controls: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      kind: ControlKind,
      state: ControlState,
      /** Why it counts for nothing. */
      void: z.array(z.string()),
      threats: z.array(z.int()),
      owner: z.string().nullable(),
    }),
  ),
  assumptions: z.array(
    z.object({ number: z.int(), text: z.string(), validity: Validity, reviewBy: SnapshotTime.nullable() }),
  ),
  limits: z.array(z.string()),
});
export type ModelSnapshot = z.infer<typeof ModelSnapshot>;
