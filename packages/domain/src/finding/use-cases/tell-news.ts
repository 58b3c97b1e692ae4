import { type NewEvent, recordEvents, restrictEvents } from "../../notification/server.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { Severity } from "../normalized.ts";
import type { Decision } from "../schema.ts";
import { projectPath } from "./announce-findings.ts";
import type { DecidableFinding } from "./load-for-decision.ts";

/** What messages know of a finding. */
export const FACTS_SELECT = {
  ...{ id: true, number: true, title: true, severity: true, restricted: true, backlog: true, branchOnly: true },
  assigneeId: true,
  grants: { select: { memberId: true } },
} as const satisfies Prisma.FindingSelect;
type FactsRow = Prisma.FindingGetPayload<{ select: typeof FACTS_SELECT }>;

/** Findings that one publication tells of by name; a mass return is read in the list. */
const MAX_NAMED = 500;

/** A finding as an event tells it; `base` is the path of its project. */
export function factsOf(row: Omit<FactsRow, "assigneeId" | "branchOnly" | "id">, base: string): NewEvent["facts"] {
  const { number, title, restricted, backlog, grants } = row;
  return {
    ...{ number, title, restricted, backlog },
    openedTo: restricted ? grants.map(({ memberId }) => memberId) : [],
    severity: Severity.parse(row.severity),
    path: `${base}/finding/F-${number}`,
  };
}

/** Lets inboxes, and messages that are still to be worded, know who may see a finding now. */
export async function tellAccess(tx: Tx, deps: ProjectDeps, id: string): Promise<void> {
  const { organizationId } = deps;
  const row = await tx.db.finding.findFirst({ where: { organizationId, id }, select: FACTS_SELECT });
  if (row === null) return;
  const openedTo = row.grants.map(({ memberId }) => memberId);
  await restrictEvents(tx, deps, id, { restricted: row.restricted, openedTo, title: row.title });
}

/** Tells a member that findings are theirs now. */
export async function tellAssigned(tx: Tx, deps: ProjectDeps, ids: readonly string[], memberId: string): Promise<void> {
  await tell(tx, deps, ids, () => ({ kind: "finding.assign", concerned: [memberId] }));
}

/** Tells of decisions that were taken alike: what people confirmed, and to whom something was given by acknowledging it. */
export async function tellDecision(
  tx: Tx,
  deps: ProjectDeps,
  findings: readonly Pick<DecidableFinding, "id" | "assigneeId" | "backlog">[],
  decision: Decision,
): Promise<void> {
  const idsOf = (told: typeof findings): string[] => told.map(({ id }) => id);
  if (decision.command === "confirm") {
    // Who decides takes it out of the backlog; it is as old as it was.
    const old = new Set(idsOf(findings.filter(({ backlog }) => backlog)));
    await tellProven(tx, deps, idsOf(findings), "finding.confirm", old);
  }
  if (decision.command === "acknowledge") {
    const { owner } = decision;
    const given = findings.filter(({ assigneeId }) => assigneeId !== owner);
    await tell(tx, deps, idsOf(given), () => ({ kind: "finding.acknowledge", concerned: [owner] }));
  }
}

/** Tells that the PoC of an open finding reproduces on the newest commit. */
export async function tellReproduced(tx: Tx, deps: ProjectDeps, id: string): Promise<void> {
  await tellProven(tx, asSystem(deps), [id], "finding.reproduce");
}

/** Tells of findings that are back, and those who own them first. */
export async function tellRegressed(tx: Tx, deps: ProjectDeps, ids: readonly string[]): Promise<void> {
  await tell(tx, asSystem(deps), ids, (row) => ({ kind: "finding.regress", concerned: owners(row) }));
}

/** Tells of a finding that a person recorded; that it is somebody's is told by `tellAssigned`. */
export async function tellRecorded(tx: Tx, deps: ProjectDeps, id: string): Promise<void> {
  await tell(tx, deps, [id], () => ({ kind: "finding.record", concerned: [] }));
}

/** Tells an owner that an acknowledgement has ended. */
export async function tellExpired(tx: Tx, deps: ProjectDeps, id: string): Promise<void> {
  await tell(tx, deps, [id], (row) => ({ kind: "finding.expire", concerned: owners(row) }));
}

/** What a publication did, for one line about all of it. */
export interface PublicationNews {
  readonly scanId: string;
  readonly scan: number;
  readonly kind: "scan" | "import";
  readonly introduced: Readonly<Partial<Record<Severity, number>>>;
  readonly closed: number;
  readonly back: number;
  readonly held: number;
  /** False when it is of another branch, or older than what was published before. */
  readonly newestOfDefault: boolean;
}

/** Tells of a publication in one event, however many findings it brought in; of one that changed nothing, none. */
export async function tellPublication(tx: Tx, deps: ProjectDeps, news: PublicationNews): Promise<void> {
  const { introduced, closed, back, held, scan } = news;
  const total = Object.values(introduced).reduce((sum, count) => sum + count, closed + back + held);
  if (total === 0) return;
  await recordEvents(tx, asSystem(deps), [
    {
      ...{ kind: "finding.publish", projectId: deps.projectId, subjectId: news.scanId },
      facts: {
        title: `${news.kind === "import" ? "Import" : "Scan"} ${scan}`,
        path: `${await projectPath(tx, deps)}/scan/${scan}`,
        counts: { introduced, closed, back, held },
        defaultBranch: news.newestOfDefault,
      },
    },
  ]);
}

/** Tells of a document of the past in one event; what it only remembers (fixed, acknowledged) is no news. */
export async function tellPastImport(
  tx: Tx,
  deps: ProjectDeps,
  news: {
    readonly importId: string;
    readonly number: number;
    readonly title: string;
    readonly opened: readonly Severity[];
  },
): Promise<void> {
  if (news.opened.length === 0) return;
  const introduced: Partial<Record<Severity, number>> = {};
  for (const severity of news.opened) introduced[severity] = (introduced[severity] ?? 0) + 1;
  await recordEvents(tx, asSystem(deps), [
    {
      ...{ kind: "finding.publish", projectId: deps.projectId, subjectId: news.importId },
      facts: {
        title: news.title,
        path: `${await projectPath(tx, deps)}/finding/past/${news.number}`,
        counts: { introduced, closed: 0, back: 0, held: 0 },
        defaultBranch: true,
      },
    },
  ]);
}

async function tellProven(
  tx: Tx,
  deps: ProjectDeps,
  ids: readonly string[],
  kind: "finding.confirm" | "finding.reproduce",
  backlog: ReadonlySet<string> = new Set(),
): Promise<void> {
  const before = await provenBefore(tx, deps, ids);
  await tell(tx, deps, ids, (row) => ({
    ...{ kind, concerned: owners(row) },
    more: {
      defaultBranch: !row.branchOnly,
      provenBefore: before.has(row.id),
      backlog: row.backlog || backlog.has(row.id),
    },
  }));
}

async function tell(
  tx: Tx,
  deps: ProjectDeps,
  ids: readonly string[],
  what: (row: FactsRow) => { kind: NewEvent["kind"]; concerned: string[]; more?: NewEvent["facts"] },
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.db.finding.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, id: { in: [...ids] } },
    select: FACTS_SELECT,
    orderBy: [{ severityRank: "asc" }, { number: "asc" }],
    take: MAX_NAMED,
  });
  const base = rows.length === 0 ? "" : await projectPath(tx, deps);
  const events = rows.map((row) => {
    const { kind, concerned, more } = what(row);
    return { kind, concerned, projectId: deps.projectId, subjectId: row.id, facts: { ...factsOf(row, base), ...more } };
  });
  await recordEvents(tx, deps, events);
}

/** Findings that a person had confirmed, or whose PoC had reproduced, before this transaction. */
async function provenBefore(tx: Tx, deps: ProjectDeps, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.findingEvent.findMany({
    where: {
      ...{ organizationId: deps.organizationId, findingId: { in: [...ids] }, at: { lt: tx.now } },
      OR: [
        { kind: "transition", to: "confirmed" },
        { kind: "poc", to: "reproduces" },
      ],
    },
    select: { findingId: true },
    distinct: ["findingId"],
  });
  return new Set(rows.map(({ findingId }) => findingId));
}

function owners({ assigneeId }: FactsRow): string[] {
  return assigneeId === null ? [] : [assigneeId];
}

/** What machines find is told to the person who started them too. */
function asSystem(deps: ProjectDeps): ProjectDeps {
  return { ...deps, actor: { kind: "system", reason: "finding.tell" } };
}
