import { z } from "zod";
import { scannerTitle } from "../scan/index.ts";

/**
 * How a result was recognised as a finding, strongest first; `new`, `recorded` and `reported` begin one, `suggested` begins one
 * that looks like several known findings.
 */
export const MATCH_STEPS = [
  "tool",
  "advisory",
  "sarif",
  "context",
  "secret",
  "line",
  "location",
  "nearest",
  "rename",
  "other-tool",
  "suggested",
  "new",
  "recorded",
  "reported",
] as const;
export const MatchStep = z.enum(MATCH_STEPS);
export type MatchStep = z.infer<typeof MatchStep>;

const Place = z.object({ path: z.string().optional(), line: z.int().optional() });

/** Why a result is this finding; stored with each place. */
export const Match = z.object({
  step: MatchStep.default("new"),
  algorithm: z.string().optional(),
  version: z.int().optional(),
  from: Place.optional(),
  to: Place.optional(),
  /** Said of ties that were settled, and how. */
  tie: z.enum(["same-place", "same-file", "same-function", "same-order"]).optional(),
  /** Said where the file has another name since, and git tells so. */
  renamed: z.literal("git").optional(),
  /** Numbers of the findings that it may also be; never merged by guess. */
  candidates: z.array(z.int()).optional(),
  /** The scanner that had reported it before, where two tools say the same. */
  tool: z.string().max(80).optional(),
});
export type Match = z.infer<typeof Match>;

const BECAUSE: Readonly<Record<MatchStep, string>> = {
  tool: "the tool gave it the same stable id",
  advisory: "it is the same advisory in the same package",
  sarif: "the report gave it the same fingerprint",
  context: "the same statement in the same function",
  secret: "the same secret, by its keyed hash",
  line: "the same line of code in the same file",
  location: "the same check at the same place",
  nearest: "the only hit of this check near the old place",
  rename: "the old file is gone and only this file has the same line",
  "other-tool": "another tool reports the same weakness in the same statement",
  suggested: "it resembles several known findings, so it was kept apart",
  new: "nothing known looks like it",
  recorded: "recorded by hand",
  reported: "named by a document that was brought in",
};

const TIE: Readonly<Record<NonNullable<Match["tie"]>, string>> = {
  "same-place": "of several equal hits the one at the same place",
  "same-file": "of several equal hits the one in the same file",
  "same-function": "of several equal hits the one in the same function",
  "same-order": "equal hits before and after are as many, kept in their order",
};

/** Renames are told by what was unique: the line, or the function that the check hit. */
const RENAMED_FUNCTION = "the old file is gone and only this file has the check in the same function";

/** What two tools agree on, by the fingerprint that they share. */
const SHARED: Readonly<Record<string, string>> = {
  "any/weakness": "reports the same class of weakness in the same statement",
  "any/advisory": "names the same advisory of the same package",
  "any/secret": "has found the same secret in the same file",
  "any/function": "reports the same class of weakness in the same function",
};

/** One sentence for people: what moved, and why it is the same finding. */
export function matchSentence(match: Match): string {
  const moved = movedWords(match);
  const reason = `${reasonOf(match)}${match.renamed === "git" ? ", and git tells that the file was renamed" : ""}`;
  const because = `${match.tie === undefined ? "" : `${TIE[match.tie]}: `}${reason}`;
  const sentence = moved === "" ? because : `${moved}: ${because}`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function reasonOf({ step, algorithm = "", tool }: Match): string {
  if (step === "rename" && algorithm === "function") return RENAMED_FUNCTION;
  const shared = SHARED[algorithm];
  if (shared === undefined || tool === undefined) return BECAUSE[step];
  const words = `${scannerTitle(tool)} ${shared}`;
  return step === "suggested" ? `${words}, and more than that would be a guess` : words;
}

function movedWords({ from, to }: Match): string {
  if (from === undefined || to === undefined) return "";
  if (from.path !== to.path) return `now at ${place(to)}, before at ${place(from)}`;
  return from.line === to.line ? "" : `line ${from.line ?? "?"} is now ${to.line ?? "?"}`;
}

function place(at: { path?: string | undefined; line?: number | undefined }): string {
  return at.line === undefined ? (at.path ?? "no file") : `${at.path ?? "no file"}:${at.line}`;
}
