import { z } from "zod";

export const POWER_KINDS = [
  "upgrade",
  "call-anything",
  "hand-over",
  "delay",
  "oracle",
  "verifier",
  "sign",
  "mint",
  "move-money",
  "ship",
  "freeze-account",
  "stop",
  "limit",
  "setting",
  "operate",
  "start",
  "other",
] as const;
export const PowerKind = z.enum(POWER_KINDS);
export type PowerKind = z.infer<typeof PowerKind>;

/** What a power does to the money of what it stands over: takes it, keeps people from it, or neither by itself. */
export type Effect = "takes" | "freezes" | "part";

/** Words and weight of each kind. */
export const POWER_WORDS: Readonly<Record<PowerKind, { readonly title: string; readonly effect: Effect }>> = {
  upgrade: { title: "Replace the code", effect: "takes" },
  "call-anything": { title: "Call anything", effect: "takes" },
  "hand-over": { title: "Say who holds powers", effect: "takes" },
  delay: { title: "Change the delay", effect: "part" },
  oracle: { title: "Set the oracle", effect: "takes" },
  verifier: { title: "Name who signs", effect: "takes" },
  sign: { title: "Sign for others", effect: "takes" },
  mint: { title: "Mint", effect: "takes" },
  "move-money": { title: "Move money", effect: "takes" },
  ship: { title: "Ship the front end", effect: "takes" },
  "freeze-account": { title: "Freeze accounts", effect: "freezes" },
  stop: { title: "Stop it", effect: "freezes" },
  limit: { title: "Change a limit", effect: "takes" },
  setting: { title: "Change a setting", effect: "part" },
  operate: { title: "Operate it", effect: "part" },
  start: { title: "Start it again", effect: "part" },
  other: { title: "Something else", effect: "takes" },
};

/** Whom the code asks for: a variable, a getter or a role, by its name there. */
export const GuardFact = z.object({
  name: z.string().min(1).max(200),
  by: z.enum(["caller", "signature"]),
  /** Only together with something else that the code asks for. */
  conditional: z.boolean(),
});
export type GuardFact = z.infer<typeof GuardFact>;

/** The guard of what asks nobody. */
export const ANYONE = "anyone";

const FunctionFact = z.object({
  name: z.string().max(200),
  path: z.string().max(1000),
  line: z.int().positive(),
});

/** A power as the code shows it; `hash` is that of the functions behind it. */
export const PowerFact = z.object({
  key: z.string().min(1).max(600),
  kind: PowerKind,
  contract: z.string().min(1).max(200),
  path: z.string().max(1000),
  guards: z.array(GuardFact).min(1).max(50),
  functions: z.array(FunctionFact).min(1).max(500),
  hash: z.string().max(64),
});
export type PowerFact = z.infer<typeof PowerFact>;

/** A function of others that deployed contracts call, and whether it answers with a price. */
export const ForeignCall = z.object({ name: z.string().max(400), price: z.boolean() });
export type ForeignCall = z.infer<typeof ForeignCall>;

/** What one build root showed, or why it showed nothing. */
export const RootReading = z.object({
  path: z.string().max(1000),
  powers: z.int().nonnegative(),
  /** Null when it was read. */
  reason: z.string().max(2000).nullable(),
});
export type RootReading = z.infer<typeof RootReading>;

/** One power over money, as it stands. */
export const Power = z.object({
  id: z.string(),
  kind: PowerKind,
  /** A contract by its name in the code, or what a person named. */
  subject: z.string(),
  path: z.string().nullable(),
  functions: z.array(FunctionFact),
  guards: z.array(GuardFact),
  origin: z.enum(["code", "person"]),
  /** USD that it reaches as somebody stated it; null where it follows from assets. */
  moneyUsd: z.number().nullable(),
  /** Who would notice its use; empty for nobody, null while nobody said. */
  noticedBy: z.string().nullable(),
  note: z.string(),
  /** Number of the revision, and the day, since which it is as it is. */
  changedRevision: z.int().nullable(),
  changedAt: z.date(),
  rowVersion: z.int(),
});
export type Power = z.infer<typeof Power>;
