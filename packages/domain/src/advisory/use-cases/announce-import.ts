import type { Deps, Tx } from "../../shared/server.ts";

/** Tells open pages to read an import of advisories again. */
export async function announceImport(tx: Tx, deps: Deps, importId: string): Promise<void> {
  await tx.announce({ organizationId: deps.organizationId, topic: "advisory", subjectId: importId });
}
