import { recordAudit } from "../../audit/server.ts";
import { notify } from "../../notification/server.ts";
import { findMembersWith } from "../../organization/server.ts";
import { newId } from "../../shared/index.ts";
import { actorToken, actorUserId, type Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { permissionFor, SEVERE } from "../decisions.ts";
import { findingError } from "../errors.ts";
import type { ProposalCommand, ProposedDecision } from "../proposal.ts";
import { projectPath } from "./announce-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import type { DecidableFinding } from "./load-for-decision.ts";
import { readersAmong } from "./readers.ts";
import { judgeDecision, type ReadyDecision } from "./take-decision.ts";

/**
 * Stores a decision for a second person in place of taking it, when it could be taken now. Throws what the decision
 * would, and finding.proposal-waits.
 */
export async function proposeDecision(
  tx: Tx,
  deps: ProjectDeps,
  finding: DecidableFinding,
  ready: ReadyDecision,
): Promise<void> {
  const { decision } = ready;
  judgeDecision(deps, finding, ready, tx.now);
  if (decision.command !== "dismiss" && decision.command !== "acknowledge") {
    throw new Error(`${decision.command} needs no second person`);
  }
  await storeProposal(tx, deps, finding, decision);
}

const VERBS: Readonly<Record<ProposalCommand, string>> = {
  dismiss: "Dismiss",
  acknowledge: "Acknowledge",
  "set-severity": "Lower the severity of",
};

/** Stores a proposal in the place of an own one, and asks those who may confirm it. Throws finding.proposal-waits. */
export async function storeProposal(
  tx: Tx,
  deps: ProjectDeps,
  finding: DecidableFinding,
  decision: ProposedDecision,
  /** Many proposals of one act are asked for at once by whoever makes them. */
  { ask = true }: { readonly ask?: boolean } = {},
): Promise<void> {
  const { organizationId, projectId } = deps;
  const userId = actorUserId(deps);
  if (userId === null) throw new Error("the system proposes nothing");
  const open = { organizationId, findingId: finding.id, state: "open" };
  const token = actorToken(deps);
  const waiting = await tx.db.findingProposal.findMany({
    where: open,
    select: { proposedById: true, tokenId: true },
  });
  // A program overtakes no person, and not another program; a person overtakes their own programs.
  const isOwn = (each: (typeof waiting)[number]): boolean =>
    each.proposedById === userId && (token === null || each.tokenId === token.tokenId);
  if (!waiting.every(isOwn)) throw findingError("finding.proposal-waits");
  await tx.db.findingProposal.updateMany({ where: open, data: { state: "superseded", decidedAt: tx.now } });
  const id = newId();
  await tx.db.findingProposal.createMany({
    data: [
      {
        ...{ organizationId, id, projectId, findingId: finding.id, command: decision.command },
        ...{ decision: toJson(decision), proposedById: userId, proposedAt: tx.now },
        tokenId: token?.tokenId ?? null,
      },
    ],
  });
  // Whoever proposes has taken it up.
  await changeFinding(tx, deps, finding, { proposed: decision.command, backlogAt: null });
  await addEvents(tx, deps, [
    {
      findingId: finding.id,
      kind: "proposal",
      origin: token === null ? "human" : "agent",
      to: decision.command,
      reason: decision.command === "set-severity" ? decision.severity : decision.reason,
      comment: decision.command === "acknowledge" ? null : decision.comment,
      details: { proposal: id, ...(decision.command === "acknowledge" ? { until: decision.until.toISOString() } : {}) },
    },
  ]);
  await recordAudit(tx, deps, "finding.propose", {
    subjectId: finding.id,
    projectId,
    after: toJson(decision),
    details: { number: finding.number, command: decision.command, proposal: id },
  });
  if (ask) await askApprovers(tx, deps, finding, decision.command);
}

/** Members who may confirm a proposal on a finding, whoever made it. */
export async function approversOf(
  tx: Tx,
  deps: ProjectDeps,
  finding: Pick<DecidableFinding, "id" | "restricted" | "severity">,
  command: ProposalCommand,
): Promise<{ memberId: string; userId: string }[]> {
  const permission = permissionFor(command === "set-severity" ? "dismiss" : command, finding.severity);
  const members = await findMembersWith(tx, deps, permission, deps.projectId);
  const readers = new Set(
    await readersAmong(
      tx,
      deps,
      finding,
      members.map((member) => member.memberId),
    ),
  );
  return members.filter((member) => readers.has(member.memberId));
}

async function askApprovers(
  tx: Tx,
  deps: ProjectDeps,
  finding: DecidableFinding,
  command: ProposalCommand,
): Promise<void> {
  const approvers = await approversOf(tx, deps, finding, command);
  const name = `${VERBS[command]} F-${finding.number}? A second person is needed`;
  await notify(tx, deps, {
    kind: "finding.propose",
    title: finding.restricted ? name : `${name}: ${finding.title}`,
    href: `${await projectPath(tx, deps)}/finding/F-${finding.number}`,
    projectId: deps.projectId,
    subjectId: finding.id,
    to: { memberIds: approvers.map((member) => member.memberId) },
  });
}

function toJson(decision: ProposedDecision): Prisma.InputJsonObject {
  return decision.command === "acknowledge" ? { ...decision, until: decision.until.toISOString() } : { ...decision };
}

/** Asks those who may confirm for many proposals at once: one message for each person, however many there are. */
export async function askForMany(tx: Tx, deps: ProjectDeps, commands: readonly ProposalCommand[]): Promise<void> {
  if (commands.length === 0) return;
  const permissions = [
    ...new Set(commands.map((command) => permissionFor(command === "set-severity" ? "dismiss" : command, SEVERE))),
  ];
  const memberIds = new Set<string>();
  for (const permission of permissions) {
    for (const { memberId } of await findMembersWith(tx, deps, permission, deps.projectId)) memberIds.add(memberId);
  }
  await notify(tx, deps, {
    kind: "finding.propose",
    title:
      commands.length === 1
        ? "An imported decision needs a second person"
        : `${commands.length} imported decisions need a second person`,
    href: `${await projectPath(tx, deps)}/finding?proposed=true`,
    projectId: deps.projectId,
    to: { memberIds: [...memberIds] },
  });
}
