import { nameAdvisories } from "../../advisory/server.ts";
import { recordAudit } from "../../audit/server.ts";
import type { ScanStatement } from "../../scan/index.ts";
import { recordStatements } from "../../scan/server.ts";
import { actorToken, actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { permissionFor } from "../decisions.ts";
import { transition } from "../lifecycle.ts";
import { Severity } from "../normalized.ts";
import { needsSecondPerson } from "../decisions.ts";
import { type DecisionOrigin, NO_DECISION } from "../standing.ts";
import type { VexStatement } from "../statements.ts";
import { advisoryWritings, commandOf, inOrder, isAbout, statementComment, unmatchedWords } from "../vex.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { visibleFindings } from "./find-finding.ts";
import { type DecidableFinding, type DecisionFields, loadById, storedFields } from "./load-for-decision.ts";
import { storeProposal } from "./propose-decision.ts";
import { movedByPerson } from "./moved-by-person.ts";
import { readSettings } from "./read-settings.ts";

/** The statements of one scan of an import; `document` is what people read for where they come from. */
export interface ScanDecisions {
  readonly scanId: string;
  readonly scan: number;
  readonly document: string;
  readonly statements: readonly VexStatement[];
}

/** One statement with what decides about it. */
interface Said {
  readonly scan: ScanDecisions;
  readonly statement: VexStatement;
  readonly secondPersonFrom: Severity | null;
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
 * affected, confirms what is, takes a fix as claimed. What a person, a policy or the code has decided stays, and so does
 * what the actor may not decide; what takes two people, and what comes by a token, becomes the actor's proposal. Every statement is stored with its scan, with what became of it.
 */
export async function applyStatements(
  tx: Tx,
  deps: ProjectDeps,
  fence: number,
  scans: readonly ScanDecisions[],
): Promise<void> {
  const said = scans.flatMap((scan) => scan.statements.map((statement) => ({ scan, statement })));
  if (said.length === 0) return;
  const all = await underAllNames(tx, deps, said);
  const candidates = await candidatesFor(tx, deps, all);
  const { secondPersonFrom } = await readSettings(tx, deps);
  const outcomes = new Map<VexStatement, ScanStatement>();
  const byAdvisory = Map.groupBy(
    candidates.flatMap((finding) => finding.advisories.flatMap(advisoryWritings).map((id) => ({ id, finding }))),
    ({ id }) => id,
  );
  for (const { scan, statement, named } of inOrder(all)) {
    const found = named.ids.flatMap(advisoryWritings).flatMap((id) => byAdvisory.get(id) ?? []);
    const about = [...new Set(found.map(({ finding }) => finding))].filter((finding) => isAbout(named, finding));
    outcomes.set(statement, await applyOne(tx, deps, { scan, statement, secondPersonFrom }, about));
  }
  for (const scan of scans.filter(({ statements }) => statements.length > 0)) {
    const rows = scan.statements.flatMap((statement) => outcomes.get(statement) ?? []);
    await recordStatements(tx, deps, { scanId: scan.scanId, fence }, rows);
  }
}

/** Beside each statement the same with all names of its advisory, so far as its packages are known. */
async function underAllNames<S extends { readonly statement: VexStatement }>(
  tx: Tx,
  deps: ProjectDeps,
  said: readonly S[],
): Promise<(S & { readonly named: VexStatement })[]> {
  const namings = said.flatMap(({ statement: { packages, ids } }) =>
    packages.map((purl) => ({ package: purl, advisories: ids })),
  );
  const allNames = await nameAdvisories(tx, deps, namings);
  return said.map((each) => {
    const { packages, ids } = each.statement;
    const more = packages.flatMap((purl) => ids.flatMap((id) => allNames(purl, id)));
    return { ...each, named: { ...each.statement, ids: [...new Set([...ids, ...more])] } };
  });
}

/** Findings that any of the statements may be about. */
async function candidatesFor(
  tx: Tx,
  deps: ProjectDeps,
  all: readonly { readonly named: VexStatement }[],
): Promise<Candidate[]> {
  const ids = [...new Set(all.flatMap(({ named }) => named.ids.flatMap(advisoryWritings)))];
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

async function applyOne(tx: Tx, deps: ProjectDeps, said: Said, about: readonly Candidate[]): Promise<ScanStatement> {
  const findings: ScanStatement["findings"] = [];
  for (const candidate of about) {
    const result = await decide(tx, deps, said, candidate);
    findings.push({ number: candidate.restricted ? null : candidate.number, ...result });
  }
  const beyond = findings.length - FINDINGS_PER_ROW;
  const { vulnerability, product, status } = said.statement;
  return {
    ...{ vulnerability, product, status },
    outcome: about.length === 0 ? "unmatched" : findings.some(({ moved }) => moved) ? "applied" : "unchanged",
    findings: findings.slice(0, FINDINGS_PER_ROW),
    note: about.length === 0 ? unmatchedWords(said.statement) : beyond > 0 ? `and ${beyond} findings more` : null,
    noteWithout: about.some(({ restricted }) => restricted) ? unmatchedWords(said.statement) : null,
  };
}

/** Moves one finding as the statement asks, or says why it stays. */
async function decide(
  tx: Tx,
  deps: ProjectDeps,
  { scan, statement, secondPersonFrom }: Said,
  candidate: Candidate,
): Promise<{ moved: boolean; words: string }> {
  const wanted = commandOf(statement);
  if (wanted === null) return { moved: false, words: "under investigation: nothing to change" };
  const finding = await loadById(tx, deps, candidate.id);
  if (finding === null) return { moved: false, words: "it is gone" };
  const permission = wanted.command === "affirm" ? "finding:triage" : permissionFor(wanted.command, candidate.severity);
  if (!deps.can(permission)) return { moved: false, words: `stays ${finding.state}: your role may not decide this` };
  const decidedBy = await deciderOf(tx, deps, finding);
  const comment = statementComment(statement, scan.document);
  const facts = {
    by: "import",
    personDecided: decidedBy !== null,
    comment,
    ...(wanted.reason === null ? {} : { dismissReason: wanted.reason }),
  } as const;
  const answer = transition(finding.facts, wanted.command, facts, tx.now);
  if (!answer.ok) {
    const decided = answer.refusal.problem === "needs" && answer.refusal.need === "no-person";
    return { moved: false, words: `stays ${finding.state}${decided ? `: ${DECIDED[decidedBy ?? "human"]}` : ""}` };
  }
  const { reason } = wanted;
  const byToken = actorToken(deps) !== null;
  if (byToken && reason === null) return { moved: false, words: `stays ${finding.state}: a token decides nothing` };
  const alone = actorUserId(deps) === null || !needsSecondPerson("dismiss", finding.severity, secondPersonFrom);
  if (reason !== null && (byToken || !alone)) {
    if (finding.proposed !== null) return { moved: false, words: `stays ${finding.state}: a proposal waits already` };
    await storeProposal(tx, deps, finding, { command: "dismiss", reason, comment });
    return { moved: true, words: `stays ${finding.state}: proposed, a ${alone ? "" : "second "}person decides` };
  }
  await move(tx, deps, scan, finding, { ...wanted, to: answer.to, comment });
  return { moved: true, words: `${answer.from} → ${answer.to}` };
}

async function move(
  tx: Tx,
  deps: ProjectDeps,
  scan: ScanDecisions,
  finding: DecidableFinding,
  decision: NonNullable<ReturnType<typeof commandOf>> & {
    readonly to: DecidableFinding["state"];
    readonly comment: string;
  },
): Promise<void> {
  const { command, reason, to, comment } = decision;
  const aside = command === "dismiss" ? ({ decisionOrigin: "import", decidedFrom: finding.state } as const) : {};
  const fields: DecisionFields = {
    ...{ state: to, stateBefore: null, decisionReason: reason, duplicateOfId: null, fixClaimedById: null },
    ...{ assigneeId: finding.assigneeId, backlogAt: null, ...NO_DECISION, ...aside },
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

const DECIDED: Readonly<Record<Exclude<DecisionOrigin, "import">, string>> = {
  human: "a person has decided it",
  policy: "a policy has decided it",
  "in-code": "the code itself says so",
  tool: "the tool's own configuration says so",
};

/** Who holds the finding where it is, so that a document may not move it; null when nobody or another document does. */
async function deciderOf(
  tx: Tx,
  deps: ProjectDeps,
  finding: DecidableFinding,
): Promise<Exclude<DecisionOrigin, "import"> | null> {
  const { decisionOrigin } = finding;
  if (decisionOrigin === "import") return null;
  if (decisionOrigin !== null) return decisionOrigin;
  return (await movedByPerson(tx, deps, [finding.id])).has(finding.id) ? "human" : null;
}
