import { z } from "zod";
import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { ThreatCommand, ThreatOrigin, ThreatState } from "../lifecycle.ts";
import { CodePin, Validity } from "../model.ts";
import { userNames } from "../queries/names.ts";
import { inModel } from "../queries/place.ts";
import { THREAT_SELECT, toThreat } from "../queries/views.ts";
import type { Threat, ThreatDetail, ThreatSelector } from "../schema.ts";

/** One threat inside an open transaction. Throws threat-model.threat-not-found. */
export async function loadThreat(tx: Tx, deps: ProjectDeps, number: number): Promise<Threat> {
  const row = await tx.db.threat.findFirst({ where: { ...inModel(deps), number }, select: THREAT_SELECT });
  if (row === null) throw threatModelError("threat-model.threat-not-found");
  return toThreat(row);
}

/** One threat with its history, assumptions and the code behind its elements. Throws threat-model.threat-not-found. */
export async function getThreat(deps: ProjectDeps, input: ThreatSelector): Promise<ThreatDetail> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.threat.findFirst({
      where: { ...inModel(deps), number: input.number },
      select: {
        ...THREAT_SELECT,
        events: {
          select: {
            ...{ id: true, at: true, command: true, origin: true, actorUserId: true, from: true, to: true },
            ...{ reason: true, comment: true, undoesId: true },
          },
          orderBy: [{ at: "asc" }, { id: "asc" }],
        },
        assumptions: {
          where: { assumption: { removedAt: null } },
          select: { assumption: { select: { number: true, text: true, validity: true } } },
          orderBy: { assumption: { number: "asc" } },
        },
      },
    });
    if (row === null) throw threatModelError("threat-model.threat-not-found");
    const elements = await tx.db.modelElement.findMany({
      where: { ...inModel(deps), threats: { some: { threatId: row.id } } },
      select: { name: true, code: true },
      orderBy: { id: "asc" },
    });
    const names = await userNames(
      tx,
      row.events.map((event) => event.actorUserId),
    );
    const undone = new Set(row.events.flatMap((event) => (event.undoesId === null ? [] : [event.undoesId])));
    return {
      ...toThreat(row),
      events: row.events.map((event) => ({
        ...{ id: toTypedId("threatEvent", event.id), at: event.at, comment: event.comment, reason: event.reason },
        ...{ command: ThreatCommand.parse(event.command), origin: ThreatOrigin.parse(event.origin) },
        ...{ from: ThreatState.parse(event.from), to: ThreatState.parse(event.to), undone: undone.has(event.id) },
        actor: event.actorUserId === null ? null : (names.get(event.actorUserId) ?? "former member"),
      })),
      assumptions: row.assumptions.map(({ assumption }) => ({
        ...assumption,
        validity: Validity.parse(assumption.validity),
      })),
      code: elements.flatMap(({ name, code }) =>
        z
          .array(CodePin)
          .parse(code)
          .map((pin) => ({ ...pin, element: name })),
      ),
    };
  });
}
