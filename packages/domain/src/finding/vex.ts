import type { FindingCommand } from "./lifecycle.ts";
import { samePackage } from "./package-url.ts";
import type { VexStatement, VexStatus } from "./statements.ts";
import type { DismissReason } from "./states.ts";

/** What a statement reads of a finding to know whether it is about it. */
export interface VexSubject {
  readonly advisories: readonly string[];
  readonly package: string | null;
}

/** What each status asks for; null asks for nothing. */
const COMMANDS: Readonly<Record<VexStatus, FindingCommand | null>> = {
  not_affected: "dismiss",
  affected: "affirm",
  fixed: "claim-fix",
  under_investigation: null,
};

const WORDS: Readonly<Record<VexStatus, string>> = {
  not_affected: "not affected",
  affected: "affected",
  fixed: "fixed",
  under_investigation: "under investigation",
};

/** The command of a statement; a dismissal with the reason that its justification means. */
export function commandOf(statement: VexStatement): { command: FindingCommand; reason: DismissReason | null } | null {
  const command = COMMANDS[statement.status];
  if (command === null) return null;
  if (command !== "dismiss") return { command, reason: null };
  return { command, reason: statement.justification === "false_positive" ? "false-positive" : "not-exploitable" };
}

/** The comment that a decision carries: who says so, what, and why. */
export function statementComment(statement: VexStatement, document: string): string {
  const why = statement.justification === null ? "" : ` (${statement.justification.replaceAll("_", " ")})`;
  const said = `${document} says: ${statement.vulnerability} ${WORDS[statement.status]}${why}.`;
  return statement.text === null ? said : `${said}\n\n${statement.text}`;
}

/** All writings of an advisory's id that findings carry. */
export function advisoryWritings(id: string): string[] {
  const upper = id.trim().toUpperCase();
  return upper.startsWith("GHSA-") ? [upper, `GHSA${upper.slice(4).toLowerCase()}`] : [upper];
}

/**
 * Whether a statement is about a finding: one of its ids, in one of its packages. Without any product it is about the
 * vulnerability wherever it is; a product that is no package URL names nothing that a finding could be compared with.
 */
export function isAbout(statement: VexStatement, finding: VexSubject): boolean {
  const ids = new Set(statement.ids.flatMap(advisoryWritings));
  if (!finding.advisories.some((id) => advisoryWritings(id).some((writing) => ids.has(writing)))) return false;
  if (statement.packages.length === 0) return statement.product === null;
  const { package: own } = finding;
  return own !== null && statement.packages.some((each) => samePackage(each, own));
}

/** Oldest first, so that of several statements on one thing the newest has the last word; undated ones go first. */
export function inOrder<S extends { readonly statement: VexStatement }>(statements: readonly S[]): S[] {
  const time = ({ statement }: S): number => (statement.at === null ? Number.NaN : Date.parse(statement.at));
  return statements
    .map((each, index) => ({ each, index, at: Number.isNaN(time(each)) ? -Infinity : time(each) }))
    .sort((a, b) => (a.at === b.at ? a.index - b.index : a.at - b.at))
    .map(({ each }) => each);
}

/** Why a statement is about no finding. */
export function unmatchedWords(statement: VexStatement): string {
  if (statement.packages.length === 0 && statement.product !== null) {
    return `${statement.product} is no package URL that a finding could be compared with`.slice(0, 500);
  }
  return "no finding of this vulnerability in this package";
}
