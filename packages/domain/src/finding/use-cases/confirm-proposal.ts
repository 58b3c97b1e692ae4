import { notify } from "../../notification/server.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { type ConfirmProposal, takesTwo } from "../proposal.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary } from "../schema.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { projectPath } from "./announce-findings.ts";
import { endProposal, loadProposal, type OpenProposal } from "./load-proposal.ts";
import { lockFindings } from "./lock-findings.ts";
import { readersAmong } from "./readers.ts";
import { readSettings } from "./read-settings.ts";
import { applySeverity } from "./set-severity.ts";
import { requirePermission, requirePerson, takeDecision } from "./take-decision.ts";
import { tellDecision } from "./tell-news.ts";

/**
 * Confirms what another person proposed, or a program: it is then decided, by both. What the own program proposed may
 * be confirmed where one person may decide it. Throws finding.proposal-not-found, finding.same-person and what the
 * decision itself throws.
 */
export async function confirmProposal(deps: ProjectDeps, input: ConfirmProposal): Promise<FindingSummary> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const proposal = await loadProposal(tx, deps, input.proposal);
    const { finding, decision, proposedById } = proposal;
    const { secondPersonFrom } = await readSettings(tx, deps);
    const userId = requireOther(deps, proposal, takesTwo(decision, finding.severity, secondPersonFrom));
    if (!(await endProposal(tx, deps, proposal.id, { state: "confirmed", by: userId }))) {
      throw findingError("finding.proposal-not-found");
    }
    const second = { id: proposal.id, by: await nameOf(tx, proposedById) };
    if (decision.command === "set-severity") {
      requirePermission(deps, finding, "dismiss");
      await applySeverity(tx, deps, finding, decision, second);
    } else {
      await takeDecision(tx, deps, finding, { decision, proposal: second });
      await tellDecision(tx, deps, [finding], decision);
    }
    await tellProposer(tx, deps, proposal, "confirmed");
    return toSummary(await findingRow(tx, deps, finding.number));
  });
}

/**
 * The acting person, who is not the one who proposed; their own program counts as another unless it takes two people.
 * Throws finding.same-person and finding.token-decides-nothing.
 */
export function requireOther(
  deps: ProjectDeps,
  proposal: Pick<OpenProposal, "proposedById" | "tokenId">,
  two: boolean,
): string {
  requirePerson(deps);
  const userId = actorUserId(deps);
  const own = userId === proposal.proposedById && (two || proposal.tokenId === null);
  if (userId === null || own) throw findingError("finding.same-person");
  return userId;
}

/** Tells the person who proposed what became of it, while they may still read the finding. */
export async function tellProposer(
  tx: Tx,
  deps: ProjectDeps,
  { finding, proposedById }: OpenProposal,
  end: "confirmed" | "refused",
): Promise<void> {
  const member = await tx.db.member.findFirst({
    where: { organizationId: deps.organizationId, userId: proposedById, removedAt: null },
    select: { id: true },
  });
  const readers = member === null ? [] : await readersAmong(tx, deps, finding, [member.id]);
  const name = `Your proposal on F-${finding.number} was ${end}`;
  await notify(tx, deps, {
    kind: `finding.proposal-${end}`,
    title: finding.restricted ? name : `${name}: ${finding.title}`,
    href: `${await projectPath(tx, deps)}/finding/F-${finding.number}`,
    projectId: deps.projectId,
    subjectId: finding.id,
    to: { memberIds: readers },
  });
}

async function nameOf(tx: Tx, userId: string): Promise<string> {
  const user = await tx.db.user.findUnique({ where: { id: userId }, select: { name: true } });
  return user?.name ?? "former member";
}
