import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { type KnownFormat, type KnownIssues, renderKnownIssues } from "../known-issues.ts";
import { readKnownIssues } from "../sql/known-issues.ts";

const MOST = 5000;

/** What is true, known and not fixed now, worst first, with the words of whoever decided; 5,000 at most. */
export async function listKnownIssues(deps: ProjectDeps): Promise<KnownIssues> {
  return deps.withOrganization(async (tx) => {
    const project = await tx.db.project.findFirstOrThrow({
      where: { organizationId: deps.organizationId, id: deps.projectId },
      select: { name: true },
    });
    const { issues, omitted, restricted } = await readKnownIssues(tx, deps, MOST);
    return {
      ...{ project: project.name, at: tx.now, restricted, more: omitted > 0 },
      issues: issues.map(({ owner: _owner, decider: _decider, decidedAt: _decidedAt, ...issue }) => issue),
    };
  });
}

/** The same as a file to hand out; who took it is recorded. */
export async function exportKnownIssues(deps: ProjectDeps, format: KnownFormat): Promise<string> {
  return deps.withOrganization(async (tx) => {
    const list = await listKnownIssues(deps);
    await recordAudit(tx, deps, "finding.export-known-issues", {
      projectId: deps.projectId,
      details: { format, issues: list.issues.length },
    });
    return renderKnownIssues(list, format);
  });
}
