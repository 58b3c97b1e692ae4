import { toTypedId } from "../../shared/index.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { permissionFor } from "../decisions.ts";
import { EVENT_SELECT, LINK_SELECT, OCCURRENCE_SELECT, toHistory, toLink, toOccurrence } from "../detail-row.ts";
import { FindingFilters, type GetFinding } from "../filters.ts";
import { commandsFor } from "../lifecycle.ts";
import { scoreCvss } from "../../advisory/server.ts";
import { RubricChoice } from "../rubric.ts";
import { documentName, headOf } from "../past-row.ts";
import { toSummary } from "../row.ts";
import type { FindingDetail, Occurrence } from "../schema.ts";
import type { ListScope } from "../sql/finding-filter.ts";
import { readBranches } from "../sql/read-branches.ts";
import { readIdentity } from "../sql/read-identity.ts";
import { newestScans } from "../sql/newest-scans.ts";
import { openedAmong } from "../sql/own-view.ts";
import { findingRow, pageOfFindings, positionOf, type FindingRow, type PageQuery } from "../sql/page-of-findings.ts";
import { searched } from "../sql/word-search.ts";
import { FindingState } from "../states.ts";
import { findFinding } from "./find-finding.ts";
import { ownDecision } from "./last-decision.ts";
import { readAccess } from "./readers.ts";
import { readProposal } from "./read-proposal.ts";

const DETAIL_SELECT = {
  id: true,
  description: true,
  advice: true,
  cwe: true,
  swc: true,
  scwe: true,
  package: true,
  advisories: true,
  reportKey: true,
  pastImport: { select: { number: true, name: true, head: true } },
  fixClaimedById: true,
  recordedById: true,
  lastSeenAt: true,
  severity: true,
  restricted: true,
  policyId: true,
  issueUrl: true,
  impact: true,
  likelihood: true,
  cvssVector: true,
  fingerprints: {
    select: { scanner: true, algorithm: true, version: true, value: true },
    orderBy: [{ algorithm: "asc" }, { version: "asc" }],
    take: 100,
  },
  duplicates: { select: { ...LINK_SELECT, id: true, restricted: true }, orderBy: { number: "asc" }, take: 200 },
} satisfies Prisma.FindingSelect;

/**
 * Everything about one finding, with its neighbours in the list that the reader came from, unless there is none. Throws
 * finding.not-found.
 */
export async function getFinding(deps: ProjectDeps, input: GetFinding): Promise<FindingDetail> {
  return deps.withOrganization(async (tx) => {
    const own = await findFinding(tx, deps, input.number, DETAIL_SELECT);
    const row = await findingRow(tx, deps, input.number);
    const summary = toSummary(row);
    const opened = await openedAmong(
      tx,
      deps,
      own.duplicates.filter((link) => link.restricted).map((link) => link.id),
    );
    const occurrences = await readOccurrences(tx, deps, own.id);
    const events = await tx.db.findingEvent.findMany({
      where: { organizationId: deps.organizationId, findingId: own.id },
      select: EVENT_SELECT,
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: 2000,
    });
    const people = [own.fixClaimedById, own.recordedById, ...events.map((event) => event.actorUserId)];
    const names = await namesOf(tx, people);
    const proposal = await readProposal(tx, deps, own);
    const undo = ownDecision(events.toReversed(), deps.actor.kind === "user" ? deps.actor.userId : null);
    const lastSeen = occurrences.map((each) => each.lastSeenAt.getTime());
    return {
      ...summary,
      description: own.description,
      advice: own.advice,
      classes: { cwe: own.cwe, swc: own.swc, scwe: own.scwe },
      package: own.package,
      advisories: own.advisories,
      report: own.pastImport === null ? null : reportOf(own.reportKey, own.pastImport),
      fixClaimedBy: own.fixClaimedById === null ? null : (names.get(own.fixClaimedById) ?? "former member"),
      recordedBy: own.recordedById === null ? null : (names.get(own.recordedById) ?? "former member"),
      lastSeenAt: lastSeen.length === 0 ? own.lastSeenAt : new Date(Math.max(...lastSeen)),
      occurrences,
      branches: await readBranches(tx, deps, own.id),
      history: toHistory(events, names),
      fingerprints: own.fingerprints,
      duplicates: own.duplicates
        .filter((link) => !link.restricted || opened.has(link.id))
        .map(({ number, title, state }) => toLink({ number, title, state })),
      ...(await readIdentity(tx, deps, own.id)),
      proposal,
      access: deps.can("finding:restrict") ? await readAccess(tx, deps, own.id) : null,
      rubric: RubricChoice.safeParse({ impact: own.impact, likelihood: own.likelihood }).data ?? null,
      cvss: own.cvssVector === null ? null : { vector: own.cvssVector, score: scoreCvss(own.cvssVector)?.score ?? 0 },
      issueUrl: own.issueUrl,
      policy: own.policyId === null ? null : toTypedId("policy", own.policyId),
      commands: commandsFor(summary.state).filter((command) => deps.can(permissionFor(command, summary.severity))),
      // An own proposal is taken back before the decision before it.
      undoTo:
        undo === null || proposal?.mine === true || !deps.can("finding:triage") ? null : FindingState.parse(undo.from),
      ...(await neighbours(tx, { deps, projectId: deps.projectId }, row, input)),
    };
  });
}

function reportOf(key: string | null, { number, name, head }: { number: number; name: string; head: unknown }) {
  const { firm, date, ...rest } = headOf(head);
  return { key, past: number, name: documentName({ ...rest, firm, date }, name), firm, date };
}

async function readOccurrences(tx: Tx, deps: ProjectDeps, findingId: string): Promise<Occurrence[]> {
  const rows = await tx.db.occurrence.findMany({
    where: { organizationId: deps.organizationId, findingId },
    select: OCCURRENCE_SELECT,
    orderBy: [{ present: "desc" }, { firstSeenAt: "desc" }, { id: "desc" }],
    take: 200,
  });
  const newest = await newestScans(tx, deps, [...new Set(rows.map((each) => each.lineage))]);
  return rows.map((each) => toOccurrence(each, newest));
}

async function neighbours(
  tx: Tx,
  scope: ListScope,
  row: FindingRow,
  input: GetFinding,
): Promise<{ previous: number | null; next: number | null }> {
  if (input.within === null) return { previous: null, next: null };
  const { filters = FindingFilters.parse({}), sort = "severity" } = input.within ?? {};
  const query: PageQuery = { scope: await searched(tx, scope, filters), filters, sort, limit: 1 };
  const after = positionOf(row, query);
  const [next] = await pageOfFindings(tx, { ...query, after });
  const [previous] = await pageOfFindings(tx, { ...query, after, backwards: true });
  return { previous: previous?.number ?? null, next: next?.number ?? null };
}

async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await tx.db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((each) => [each.id, each.name]));
}
