import { DismissReason, Severity } from "../../finding/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { KNOWN_GROUPS, type KnownGroup, type KnownIssue } from "../other-snapshots.ts";
import { placeOf } from "./top-findings.ts";

const MOST = 500;
/** Reasons that say "true, and it stays"; false alarms and test code are no known issues. */
const KNOWN_REASONS = DismissReason.options.filter((reason) => (KNOWN_GROUPS as readonly string[]).includes(reason));

/** What the team knows and lives with, by group, the worst first. Restricted findings are counted only. */
export async function readKnownIssues(
  tx: Tx,
  deps: ProjectDeps,
): Promise<{ issues: KnownIssue[]; omitted: number; hiddenRestricted: number }> {
  const scope = {
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    dependency: false,
    OR: [{ state: "acknowledged" }, { state: "dismissed", decisionReason: { in: [...KNOWN_REASONS] } }],
  };
  const rows = await tx.db.finding.findMany({
    where: { ...scope, restricted: false },
    select: {
      ...{ number: true, title: true, severity: true, state: true, decisionReason: true, acknowledgedUntil: true },
      ...{ path: true, startLine: true, container: true, callable: true },
      assignee: { select: { user: { select: { name: true } } } },
      events: {
        where: { kind: "transition", to: { in: ["acknowledged", "dismissed"] } },
        select: { at: true, actorUserId: true, comment: true, reason: true },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: 1,
      },
    },
    orderBy: [{ severityRank: "asc" }, { number: "asc" }],
    take: MOST,
  });
  const total =
    rows.length < MOST ? rows.length : await tx.db.finding.count({ where: { ...scope, restricted: false } });
  const names = await namesOf(
    tx,
    rows.flatMap(({ events }) => events.map(({ actorUserId }) => actorUserId)),
  );
  const issues = rows.map((row): KnownIssue => {
    const [decision] = row.events;
    const acknowledged = row.state === "acknowledged";
    return {
      number: row.number,
      title: row.title,
      severity: Severity.parse(row.severity),
      group: acknowledged ? "acknowledged" : groupOf(row.decisionReason),
      place: placeOf(row),
      reason: (acknowledged ? row.decisionReason : decision?.comment) ?? null,
      until: row.acknowledgedUntil?.toISOString() ?? null,
      owner: row.assignee?.user.name ?? null,
      decidedBy: decision?.actorUserId == null ? null : (names.get(decision.actorUserId) ?? "former member"),
      decidedAt: decision?.at.toISOString() ?? null,
    };
  });
  return {
    issues: issues.sort((a, b) => KNOWN_GROUPS.indexOf(a.group) - KNOWN_GROUPS.indexOf(b.group)),
    omitted: total - rows.length,
    hiddenRestricted: await tx.db.finding.count({ where: { ...scope, restricted: true } }),
  };
}

function groupOf(reason: string | null): KnownGroup {
  return KNOWN_GROUPS.find((group) => group === reason) ?? "known-issue";
}

async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await tx.db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
