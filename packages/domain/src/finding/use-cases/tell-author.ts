import { notify } from "../../notification/server.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import type { PolicyRow } from "./policy-row.ts";
import { policyPath } from "./policy-path.ts";

/** Tells the author of a policy, and its owner when asked to, what became of it. */
export async function tellAuthor(
  tx: Tx,
  deps: Deps,
  row: Pick<PolicyRow, "id" | "projectId" | "authorId" | "ownerId">,
  kind: string,
  title: string,
  alsoOwner = false,
): Promise<void> {
  const author = await tx.db.member.findFirst({
    where: { organizationId: deps.organizationId, userId: row.authorId, removedAt: null },
    select: { id: true },
  });
  await notify(tx, deps, {
    kind,
    title,
    href: await policyPath(tx, deps, row),
    ...(row.projectId === null ? {} : { projectId: row.projectId }),
    subjectId: row.id,
    to: { memberIds: [...(author === null ? [] : [author.id]), ...(alsoOwner ? [row.ownerId] : [])] },
  });
}
