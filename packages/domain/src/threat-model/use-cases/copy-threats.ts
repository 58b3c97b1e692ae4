import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { inModel } from "../queries/place.ts";
import { json } from "./columns.ts";

/**
 * Copies the threats of one element to another as open threats of their own, with their controls. Those that were ruled
 * out or only proposed are not copied: nobody has said that they hold there.
 */
export async function copyThreats(
  tx: Tx,
  deps: ProjectDeps,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { organizationId, projectId } = deps;
  const rows = await tx.db.threat.findMany({
    where: {
      ...inModel(deps),
      state: { notIn: ["proposed", "not-applicable", "avoided"] },
      elements: { some: { elementId: from } },
    },
    select: {
      ...{ statement: true, slots: true, classId: true, catalogueKey: true, stride: true, adversaries: true },
      ...{ inherentLikelihood: true, inherentImpact: true, ownerId: true, number: true },
      controls: { select: { controlId: true } },
    },
    orderBy: { number: "asc" },
  });
  if (rows.length === 0) return;
  const first = await nextNumber(tx, deps, "threat", rows.length);
  const copies = rows.map((row, at) => ({ row, id: newId(), number: first + at }));
  await tx.db.threat.createMany({
    data: copies.map(({ row, id, number }) => {
      const { controls: _controls, slots, number: original, ...rest } = row;
      return {
        ...{ organizationId, id, projectId, number, ...rest, slots: json(slots), state: "open", origin: "hand" },
        ...{ why: `Copied from T-${original} with the element.`, createdById: actorUserId(deps) },
        ...{ createdAt: tx.now, updatedAt: tx.now },
      };
    }),
  });
  await tx.db.threatElement.createMany({
    data: copies.map(({ id }) => ({ organizationId, threatId: id, elementId: to })),
  });
  await tx.db.threatControl.createMany({
    data: copies.flatMap(({ row, id }) =>
      row.controls.map(({ controlId }) => ({ organizationId, threatId: id, controlId })),
    ),
  });
}
