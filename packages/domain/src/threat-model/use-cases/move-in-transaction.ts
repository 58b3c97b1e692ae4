import { z } from "zod";
import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { type ThreatCommand, type ThreatFacts, ThreatState, threatTransition } from "../lifecycle.ts";
import { ControlState } from "../model.ts";
import { announceModel } from "../queries/place.ts";
import { counts } from "../void.ts";
import { json } from "./columns.ts";

export interface MoveOptions {
  /** The row version that the person saw; a stale one is refused. */
  readonly rowVersion?: number;
  /** The event that is taken back, for undo. */
  readonly undoesId?: string;
  /** What stood beside the state before the decision that is taken back. */
  readonly before?: Beside;
}

/** What stands beside a state; kept with each event, so that a decision can be taken back whole. */
export const Beside = z.object({
  reason: z.string().nullable(),
  comment: z.string(),
  until: z.coerce.date().nullable(),
  ownerId: z.string().nullable(),
});
export type Beside = z.infer<typeof Beside>;

/**
 * Judges one command on a threat by the machine and writes state, history and audit. Throws threat-model.stale,
 * threat-model.not-now, threat-model.needs, threat-model.past-date and threat-model.needs-control.
 */
export async function moveInTransaction(
  tx: Tx,
  deps: ProjectDeps,
  threatId: string,
  command: ThreatCommand,
  facts: ThreatFacts,
  options: MoveOptions = {},
): Promise<void> {
  const { organizationId, projectId } = deps;
  const row = await tx.db.threat.findFirst({
    where: { organizationId, projectId, id: threatId, removedAt: null },
    select: { number: true, state: true, reason: true, comment: true, until: true, ownerId: true, rowVersion: true },
  });
  if (row === null) throw threatModelError("threat-model.threat-not-found");
  const standing = { state: ThreatState.parse(row.state), until: row.until };
  const result = threatTransition(standing, command, facts, tx.now);
  if (!result.ok) {
    const { refusal } = result;
    if (refusal.problem !== "needs") throw threatModelError("threat-model.not-now", { details: { ...refusal } });
    if (refusal.need === "control") throw threatModelError("threat-model.needs-control");
    if (refusal.need === "until-to-come") throw threatModelError("threat-model.past-date");
    throw threatModelError("threat-model.needs", { details: { need: refusal.need } });
  }
  const aside = result.to === "not-applicable" || result.to === "acknowledged";
  const { count } = await tx.db.threat.updateMany({
    where: { organizationId, id: threatId, state: row.state, rowVersion: options.rowVersion ?? row.rowVersion },
    data: {
      state: result.to,
      reason: facts.reason ?? null,
      comment: facts.comment ?? "",
      until: aside ? (facts.until ?? null) : null,
      ...(facts.ownerId === undefined ? {} : { ownerId: facts.ownerId }),
      ...options.before,
      updatedAt: tx.now,
      rowVersion: { increment: 1 },
    },
  });
  if (count === 0) throw threatModelError("threat-model.stale", { details: { rowVersion: row.rowVersion } });
  await tx.db.threatEvent.createMany({
    data: [
      {
        ...{ organizationId, id: newId(), threatId, at: tx.now, command, origin: facts.by },
        actorUserId: facts.by === "human" || facts.by === "import" ? actorUserId(deps) : null,
        ...{ from: result.from, to: result.to, reason: facts.reason ?? null, comment: facts.comment ?? "" },
        before: json({ reason: row.reason, comment: row.comment, until: row.until, ownerId: row.ownerId }),
        undoesId: options.undoesId ?? null,
      },
    ],
  });
  await recordAudit(tx, deps, `threat-model.${command}`, {
    subjectId: threatId,
    projectId,
    before: { state: result.from },
    after: { state: result.to },
    details: { threat: row.number, from: result.from, to: result.to },
  });
  await announceModel(tx, deps, threatId);
}

/** How many controls answer a threat and count. */
export async function countingControls(tx: Tx, deps: ProjectDeps, threatId: string): Promise<number> {
  const links = await tx.db.threatControl.findMany({
    where: { organizationId: deps.organizationId, threatId, control: { removedAt: null } },
    select: { control: { select: { state: true, reliesOn: true } } },
  });
  return links.filter(({ control }) => counts({ state: ControlState.parse(control.state), reliesOn: control.reliesOn }))
    .length;
}
