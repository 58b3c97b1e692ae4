import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { transition, type CommandFacts } from "../lifecycle.ts";
import { acknowledgeReason, decisionSentence, joinSentence } from "../past/sentences.ts";
import { writePastDigests } from "../sql/write-past.ts";
import { NO_DECISION } from "../standing.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { digestsOf, notesOf, pastDetails, proposalOf } from "./create-past-findings.ts";
import type { PastOutcome, PastSource } from "./import-past.ts";
import { type DecidableFinding, type DecisionFields, loadById, storedFields } from "./load-for-decision.ts";
import { storeProposal } from "./propose-decision.ts";
import type { JudgedPastRow } from "./read-past-rows.ts";

/** Gives findings that are there their number in a document, and decides what no person has decided. */
export async function joinPastFindings(
  tx: Tx,
  deps: ProjectDeps,
  source: PastSource,
  rows: readonly JudgedPastRow[],
): Promise<PastOutcome[]> {
  const outcomes: PastOutcome[] = [];
  for (const judged of rows) outcomes.push(await join(tx, deps, source, judged));
  return outcomes;
}

async function join(tx: Tx, deps: ProjectDeps, source: PastSource, judged: JudgedPastRow): Promise<PastOutcome> {
  const { row, decision, twin } = judged;
  const finding = twin === null ? null : await loadById(tx, deps, twin.id);
  if (finding === null) throw new Error("a finding that a document joins is gone");
  await attach(tx, deps, source, finding.id, judged);
  const details = pastDetails(source, judged);
  await addEvents(tx, deps, [
    { findingId: finding.id, kind: "comment", origin: "import", comment: joinSentence(source, row.entry), details },
    ...notesOf(source, finding.id, judged),
  ]);
  await decide(tx, deps, source, finding, judged);
  const conflict = decision.conflict === null ? "" : `; ${decision.conflict}`;
  return { position: row.position, findingId: finding.id, words: `${decision.words}${conflict}` };
}

/** Its first document's number stays; a place for it is left as scans have seen it. */
async function attach(
  tx: Tx,
  deps: ProjectDeps,
  source: PastSource,
  findingId: string,
  judged: JudgedPastRow,
): Promise<void> {
  const { organizationId } = deps;
  await tx.db.finding.updateMany({
    where: { organizationId, id: findingId, pastImportId: null },
    data: { pastImportId: source.importId, reportKey: judged.row.entry.key },
  });
  await writePastDigests(tx, deps, digestsOf(findingId, judged));
}

async function decide(
  tx: Tx,
  deps: ProjectDeps,
  source: PastSource,
  finding: DecidableFinding,
  judged: JudgedPastRow,
): Promise<void> {
  const { decision, row, claim } = judged;
  if (decision.command === null) return;
  if (decision.proposed) {
    const proposal = proposalOf(source, judged);
    if (proposal !== null) await storeProposal(tx, deps, finding, proposal, { ask: false });
    return;
  }
  const isAcknowledged = decision.command === "acknowledge";
  const said = decisionSentence(source, row.entry, claim);
  const reason = isAcknowledged ? acknowledgeReason(source, row.entry) : decision.reason;
  const facts: CommandFacts = {
    ...{ by: "import", personDecided: false, comment: reason ?? said },
    ...(decision.reason === null ? {} : { dismissReason: decision.reason }),
    ...(decision.until === null ? {} : { until: decision.until }),
    ...(source.ownerId === null ? {} : { ownerId: source.ownerId }),
  };
  const answer = transition(finding.facts, decision.command, facts, tx.now);
  // The preview's rules are the machine's own: what it refuses was not announced.
  if (!answer.ok) throw new Error(`${decision.command} was announced and is refused`);
  const isAside = isAcknowledged || decision.command === "dismiss";
  const fields: DecisionFields = {
    ...{
      state: answer.to,
      stateBefore: null,
      decisionReason: reason,
      duplicateOfId: null,
      fixClaimedById: null,
      backlogAt: null,
    },
    assigneeId: isAcknowledged ? (source.ownerId ?? finding.assigneeId) : finding.assigneeId,
    ...NO_DECISION,
    ...(isAside ? { decisionOrigin: "import", decidedFrom: finding.state } : {}),
    acknowledgedUntil: isAcknowledged ? decision.until : null,
  };
  await changeFinding(tx, deps, finding, fields);
  const until = isAcknowledged && decision.until !== null ? { until: decision.until.toISOString() } : {};
  await addEvents(tx, deps, [
    {
      ...{ findingId: finding.id, kind: "transition", origin: "import", from: finding.state, to: answer.to, reason },
      ...{
        comment: isAcknowledged ? null : said,
        details: { ...pastDetails(source, judged), ...until, before: storedFields(finding) },
      },
    },
  ]);
  await recordAudit(tx, deps, `finding.${decision.command}`, {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: storedFields(finding),
    after: storedFields(fields),
    details: { number: finding.number, from: finding.state, to: answer.to, past: source.number },
  });
}
