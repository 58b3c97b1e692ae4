import { readKnownIssues as readFindings } from "../../finding/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { KNOWN_GROUPS, type KnownIssue } from "../other-snapshots.ts";

const MOST = 500;

/** What the team knows and lives with, by group, the worst first. Restricted findings are counted only. */
export async function readKnownIssues(
  tx: Tx,
  deps: ProjectDeps,
): Promise<{ issues: KnownIssue[]; omitted: number; hiddenRestricted: number }> {
  const { issues, omitted, restricted } = await readFindings(tx, deps, MOST);
  const lines = issues.map(
    (issue): KnownIssue => ({
      ...{ number: issue.number, title: issue.title, severity: issue.severity, group: issue.status },
      place: issue.function ?? placeOf(issue),
      reason: issue.reason === "" ? null : issue.reason,
      until: issue.until?.toISOString() ?? null,
      owner: issue.owner,
      decidedBy: issue.decider,
      decidedAt: issue.decidedAt?.toISOString() ?? null,
    }),
  );
  lines.sort((a, b) => KNOWN_GROUPS.indexOf(a.group) - KNOWN_GROUPS.indexOf(b.group));
  return { issues: lines, omitted, hiddenRestricted: restricted };
}

function placeOf({ path, startLine }: { readonly path: string | null; readonly startLine: number | null }) {
  return path === null || startLine === null ? path : `${path}:${startLine}`;
}
