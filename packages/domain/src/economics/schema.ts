import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import { Levers, movesSomething } from "./levers.ts";
import { ParameterKey, StatedOrigin } from "./parameters.ts";

/** One number with what the team said of it, if it did. */
export const Statement = z.object({
  key: ParameterKey,
  /** Null where the team took its own number back. */
  value: z.number().nullable(),
  origin: StatedOrigin,
  note: z.string(),
  by: z.string().nullable(),
  at: z.date(),
  /** How often it was stated; 0 for never. */
  rowVersion: z.int(),
});
export type Statement = z.infer<typeof Statement>;

const Note = z.string().trim().min(3, "why, in a few words").max(500);

export const SetParameter = ProjectScope.extend({
  key: ParameterKey,
  /** Null takes the team's own number back. */
  value: z.number().nullable(),
  origin: StatedOrigin,
  note: Note,
  /** How often it had been stated when it was on screen. */
  rowVersion: z.int().nonnegative(),
});
export type SetParameter = z.infer<typeof SetParameter>;

export const TIME_KINDS = ["incident", "drill"] as const;
export const TimeKind = z.enum(TIME_KINDS);
export type TimeKind = z.infer<typeof TimeKind>;

/** How long it took once. */
export const MeasuredTime = z.object({
  id: z.string(),
  name: z.string(),
  kind: TimeKind,
  /** Day, as `2026-05-19`. */
  happenedOn: z.string(),
  detectMinutes: z.number(),
  decideMinutes: z.number(),
  actMinutes: z.number(),
  note: z.string(),
  rowVersion: z.int(),
});
export type MeasuredTime = z.infer<typeof MeasuredTime>;

const Minutes = z.number().min(0).max(100_000);
const StatedTime = {
  name: z.string().trim().min(1, "a name").max(60),
  kind: TimeKind,
  happenedOn: z.iso.date(),
  ...{ detectMinutes: Minutes, decideMinutes: Minutes, actMinutes: Minutes },
  note: z.string().trim().max(500),
} as const;

export const AddTime = ProjectScope.extend(StatedTime);
export type AddTime = z.infer<typeof AddTime>;
export const ChangeTime = ProjectScope.extend({ ...StatedTime, timeId: typedId("responseTime"), rowVersion: z.int() });
export type ChangeTime = z.infer<typeof ChangeTime>;
export const RemoveTime = ProjectScope.extend({ timeId: typedId("responseTime"), rowVersion: z.int() });
export type RemoveTime = z.infer<typeof RemoveTime>;

export const CONTROL_STATES = ["planned", "in-place"] as const;
export const ControlState = z.enum(CONTROL_STATES);
export type ControlState = z.infer<typeof ControlState>;

/** A limit or control: what it costs in a year and what it moves. */
export const DefenceControl = z.object({
  id: z.string(),
  name: z.string(),
  state: ControlState,
  costUsd: z.number(),
  group: z.string(),
  levers: Levers,
  note: z.string(),
  rowVersion: z.int(),
});
export type DefenceControl = z.infer<typeof DefenceControl>;

const StatedControl = {
  name: z.string().trim().min(1, "a name").max(80),
  state: ControlState,
  costUsd: z.number().min(1, "at least a dollar").max(1e10),
  group: z.string().trim().min(1, "a word").max(40),
  levers: Levers.refine(movesSomething, "say what it moves"),
  note: z.string().trim().max(500),
} as const;

export const AddControl = ProjectScope.extend(StatedControl);
export type AddControl = z.infer<typeof AddControl>;
export const ChangeControl = ProjectScope.extend({
  ...StatedControl,
  controlId: typedId("economicsControl"),
  rowVersion: z.int(),
});
export type ChangeControl = z.infer<typeof ChangeControl>;
export const RemoveControl = ProjectScope.extend({ controlId: typedId("economicsControl"), rowVersion: z.int() });
export type RemoveControl = z.infer<typeof RemoveControl>;

export const SIMULATION_STATES = ["queued", "running", "done", "failed", "cancelled"] as const;
export const SimulationState = z.enum(SIMULATION_STATES);
export type SimulationState = z.infer<typeof SimulationState>;

export const SimulationSelector = ProjectScope.extend({ simulationId: typedId("simulation") });
export type SimulationSelector = z.infer<typeof SimulationSelector>;
