import { z } from "zod";
import { ProjectScope, typedId } from "../../shared/index.ts";
import { PowerKind } from "./power.ts";

export const HOLDER_KINDS = ["eoa", "multisig", "timelock", "governor", "contract", "service", "external"] as const;
export const HolderKind = z.enum(HOLDER_KINDS);
export type HolderKind = z.infer<typeof HolderKind>;

export const HOLDER_WORDS: Readonly<Record<HolderKind, string>> = {
  eoa: "Single key",
  multisig: "Multisig (Safe)",
  timelock: "Timelock",
  governor: "Governor (votes)",
  contract: "Contract",
  service: "Service account",
  external: "Somebody outside",
};

/** Who holds powers: a key, a Safe, a timelock, a vote, an account. */
export const Holder = z.object({
  id: z.string(),
  name: z.string(),
  kind: HolderKind,
  /** Keys that a multisig asks for. */
  threshold: z.int().positive().nullable(),
  /** People (or devices) that hold a key each. */
  signers: z.array(z.string()),
  /** Percent of the supply that passes a vote. */
  supplyPercent: z.number().nullable(),
  /** Of a timelock or a governor, in seconds. */
  delaySeconds: z.int().nonnegative(),
  /** The contract in the code that this holder is; it ties what people state to what the code shows. */
  contract: z.string().nullable(),
  /** Holders that act through this one: admins and proposers of a timelock, owners of a contract. */
  operators: z.array(z.string()),
  address: z.string().nullable(),
  note: z.string(),
  rowVersion: z.int(),
});
export type Holder = z.infer<typeof Holder>;

/** Who a guard of the code is: `owner` of `Vault` is the timelock. */
export const AccessRole = z.object({
  subject: z.string(),
  guard: z.string(),
  holderId: z.string().nullable(),
});
export type AccessRole = z.infer<typeof AccessRole>;

/** From how much on one key, or no delay, is a red line; in USD. */
export const AccessLimits = z.object({
  oneKeyOverUsd: z.number().nonnegative(),
  noDelayOverUsd: z.number().nonnegative(),
  version: z.int().nonnegative(),
});
export type AccessLimits = z.infer<typeof AccessLimits>;

const Name = z.string().trim().min(1, "a name").max(120);
const Usd = z.number().nonnegative().max(1e13);

const HolderFields = {
  name: Name,
  kind: HolderKind,
  threshold: z.int().min(1).max(200).nullable(),
  signers: z.array(z.string().trim().min(1).max(120)).max(200),
  supplyPercent: z.number().min(0).max(100).nullable(),
  delaySeconds: z.int().min(0).max(31_536_000),
  contract: z.string().trim().min(1).max(200).nullable(),
  operators: z.array(typedId("holder")).max(20),
  address: z
    .string()
    .trim()
    .regex(/^0x[0-9a-fA-F]{40}$/, "an address: 0x and 40 hexadecimal digits")
    .nullable(),
  note: z.string().trim().max(1000),
} as const;

/** Adds a holder, or changes the one that is named; `rowVersion` is that on screen, 0 for a new one. */
export const SaveHolder = ProjectScope.extend({
  ...HolderFields,
  holderId: typedId("holder").nullable(),
  rowVersion: z.int().nonnegative(),
});
export type SaveHolder = z.infer<typeof SaveHolder>;

export const ArchiveHolder = ProjectScope.extend({ holderId: typedId("holder"), rowVersion: z.int() });
export type ArchiveHolder = z.infer<typeof ArchiveHolder>;

export const AssignRole = ProjectScope.extend({
  subject: z.string().trim().min(1).max(200),
  guard: z.string().trim().min(1).max(200),
  /** Null: nobody knows. */
  holderId: typedId("holder").nullable(),
});
export type AssignRole = z.infer<typeof AssignRole>;

/** A power that no code shows: the front end, a key of a third party. */
export const AddPower = ProjectScope.extend({
  kind: PowerKind,
  subject: z.string().trim().min(1, "what it is over").max(200),
  /** What the key or account is called. */
  guard: z.string().trim().min(1).max(200),
  holderId: typedId("holder").nullable(),
  moneyUsd: Usd.nullable(),
  noticedBy: z.string().trim().max(200).nullable(),
  note: z.string().trim().max(1000),
});
export type AddPower = z.infer<typeof AddPower>;

/** What people state of a power; kind, guard and functions of one that was read stay with the code. */
export const ChangePower = ProjectScope.extend({
  powerId: typedId("power"),
  moneyUsd: Usd.nullable(),
  noticedBy: z.string().trim().max(200).nullable(),
  note: z.string().trim().max(1000),
  rowVersion: z.int(),
});
export type ChangePower = z.infer<typeof ChangePower>;

export const RemovePower = ProjectScope.extend({ powerId: typedId("power"), rowVersion: z.int() });
export type RemovePower = z.infer<typeof RemovePower>;

export const SetAccessLimits = ProjectScope.extend({
  oneKeyOverUsd: Usd,
  noDelayOverUsd: Usd,
  version: z.int().nonnegative(),
});
export type SetAccessLimits = z.infer<typeof SetAccessLimits>;
