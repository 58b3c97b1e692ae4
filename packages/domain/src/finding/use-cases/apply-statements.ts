import { recordAudit } from "../../audit/server.ts";
import type { ScanStatement } from "../../scan/index.ts";
import { recordStatements } from "../../scan/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { permissionFor } from "../decisions.ts";
import { transition } from "../lifecycle.ts";
import { Severity } from "../normalized.ts";
import type { VexStatement } from "../statements.ts";
import { advisoryWritings, commandOf, inOrder, isAbout, statementComment, unmatchedWords } from "../vex.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { visibleFindings } from "./find-finding.ts";
import { type DecidableFinding, loadById, storedFields } from "./load-for-decision.ts";

/** The statements of one scan of an import; `document` is what people read for where they come from. */
export interface ScanDecisions {
  readonly scanId: string;
  readonly scan: number;
  readonly document: string;
  readonly statements: readonly VexStatement[];
}

interface Candidate {
  readonly id: string;
  readonly number: number;
  readonly restricted: boolean;
  readonly severity: Severity;
  readonly advisories: readonly string[];
  readonly package: string | null;
}

const IDS_PER_QUERY = 2000;
const FINDINGS_PER_ROW = 50;

/**
 * Applies what imported documents say about findings, in the transaction that publishes them: dismisses what is not
 * affected, confirms what is, takes a fix as claimed. What a person decided stays, and so does what the actor may not
 * decide. Every statement is stored with its scan, with what became of it.
 */
export async function applyStatements(
  tx: Tx,
  deps: ProjectDeps,
  fence: number,
  scans: readonly ScanDecisions[],
): Promise<void> {
  const all = scans.flatMap((scan) => scan.statements.map((statement) => ({ scan, statement })));
  if (all.length === 0) return;
  const candidates = await candidatesFor(tx, deps, all);
  const outcomes = new Map<VexStatement, ScanStatement>();
  const byAdvisory = Map.groupBy(
    candidates.flatMap((finding) => finding.advisories.flatMap(advisoryWritings).map((id) => ({ id, finding }))),
    ({ id }) => id,
  );
  for (const { scan, statement } of inOrder(all)) {
    const named = statement.ids.flatMap(advisoryWritings).flatMap((id) => byAdvisory.get(id) ?? []);
    const about = [...new Set(named.map(({ finding }) => finding))].filter((finding) => isAbout(statement, finding));
    outcomes.set(statement, await applyOne(tx, deps, scan, statement, about));
  }
  for (const scan of scans.filter(({ statements }) => statements.length > 0)) {
    const rows = scan.statements.flatMap((statement) => outcomes.get(statement) ?? []);
    await recordStatements(tx, deps, { scanId: scan.scanId, fence }, rows);
  }
}

/** Findings that any of the statements may be about. */
async function candidatesFor(
  tx: Tx,
  deps: ProjectDeps,
  all: readonly { readonly statement: VexStatement }[],
): Promise<Candidate[]> {
  const ids = [...new Set(all.flatMap(({ statement }) => statement.ids.flatMap(advisoryWritings)))];
  const found = new Map<string, Candidate>();
  for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
    const rows = await tx.db.finding.findMany({
      where: { ...visibleFindings(deps), advisories: { hasSome: ids.slice(from, from + IDS_PER_QUERY) } },
      select: { id: true, number: true, restricted: true, severity: true, advisories: true, package: true },
      orderBy: { number: "asc" },
    });
    for (const row of rows) found.set(row.id, { ...row, severity: Severity.parse(row.severity) });
  }
  return [...found.values()];
}

async function applyOne(
  tx: Tx,
  deps: ProjectDeps,
  scan: ScanDecisions,
  statement: VexStatement,
  about: readonly Candidate[],
): Promise<ScanStatement> {
  const findings: ScanStatement["findings"] = [];
  for (const candidate of about) {
    const result = await decide(tx, deps, scan, statement, candidate);
    findings.push({ number: candidate.restricted ? null : candidate.number, ...result });
  }
  const beyond = findings.length - FINDINGS_PER_ROW;
  const { vulnerability, product, status } = statement;
  return {
    ...{ vulnerability, product, status },
    outcome: about.length === 0 ? "unmatched" : findings.some(({ moved }) => moved) ? "applied" : "unchanged",
    findings: findings.slice(0, FINDINGS_PER_ROW),
    note: about.length === 0 ? unmatchedWords(statement) : beyond > 0 ? `and ${beyond} findings more` : null,
  };
}

/** Moves one finding as the statement asks, or says why it stays. */
async function decide(
  tx: Tx,
  deps: ProjectDeps,
  scan: ScanDecisions,
  statement: VexStatement,
  candidate: Candidate,
): Promise<{ moved: boolean; words: string }> {
  const wanted = commandOf(statement);
  if (wanted === null) return { moved: false, words: "under investigation: nothing to change" };
  const finding = await loadById(tx, deps, candidate.id);
  if (finding === null) return { moved: false, words: "it is gone" };
  const permission = wanted.command === "affirm" ? "finding:triage" : permissionFor(wanted.command, candidate.severity);
  if (!deps.can(permission)) return { moved: false, words: `stays ${finding.state}: your role may not decide this` };
  const personDecided = await lastMovedByPerson(tx, deps, finding.id);
  const comment = statementComment(statement, scan.document);
  const facts = {
    by: "import",
    personDecided,
    comment,
    ...(wanted.reason === null ? {} : { dismissReason: wanted.reason }),
  } as const;
  const answer = transition(finding.facts, wanted.command, facts, tx.now);
  if (!answer.ok) {
    const person = answer.refusal.problem === "needs" && answer.refusal.need === "no-person";
    return { moved: false, words: `stays ${finding.state}${person ? ": a person has decided it" : ""}` };
  }
  await move(tx, deps, scan, finding, { ...wanted, to: answer.to, comment });
  return { moved: true, words: `${answer.from} → ${answer.to}` };
}

async function move(
  tx: Tx,
  deps: ProjectDeps,
  scan: ScanDecisions,
  finding: DecidableFinding,
  decision: NonNullable<ReturnType<typeof commandOf>> & { readonly to: DecidableFinding["state"]; readonly comment: string },
): Promise<void> {
  const { command, reason, to, comment } = decision;
  const fields = {
    ...{ state: to, stateBefore: null, decisionReason: reason, acknowledgedUntil: null, duplicateOfId: null },
    ...{ fixClaimedById: null, assigneeId: finding.assigneeId },
  };
  await changeFinding(tx, deps, finding, fields);
  const details = { before: storedFields(finding), scan: scan.scan };
  await addEvents(tx, deps, [
    { findingId: finding.id, kind: "transition", origin: "import", from: finding.state, to, reason, comment, details },
  ]);
  await recordAudit(tx, deps, `finding.${command}`, {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: storedFields(finding),
    after: storedFields(fields),
    details: { number: finding.number, from: finding.state, to, scan: scan.scan },
  });
}

/** True when the newest move that was not taken back is a person's. */
async function lastMovedByPerson(tx: Tx, deps: ProjectDeps, findingId: string): Promise<boolean> {
  const rows = await tx.db.findingEvent.findMany({
    where: { organizationId: deps.organizationId, findingId, kind: { in: ["transition", "undo"] } },
    select: { id: true, kind: true, origin: true, from: true, undoesId: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
  });
  const undone = new Set(rows.map((row) => row.undoesId));
  const last = rows.find((row) => row.kind === "transition" && !undone.has(row.id));
  return last?.origin === "human" && last.from !== null;
}
