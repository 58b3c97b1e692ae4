import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { sourceError } from "../errors.ts";
import type { RequestRevision } from "../schema.ts";
import { findSource } from "./find-source.ts";
import { insertRevision } from "./insert-revision.ts";

/** Asks for the newest content of a ref (the default one when absent). Throws source.not-fetchable for uploads. */
export async function requestRevision(
  deps: ProjectDeps,
  input: RequestRevision,
): Promise<{ id: string; number: number }> {
  return deps.withOrganization(async (tx) => {
    const source = await findSource(tx, deps, input.sourceId, { id: true, kind: true, defaultRef: true });
    if (source.kind !== "git" && source.kind !== "folder") throw sourceError("source.not-fetchable");
    const ref = input.ref ?? source.defaultRef ?? "HEAD";
    const isDefaultRef = input.ref === undefined || input.ref === source.defaultRef;
    const revision = await insertRevision(tx, deps, {
      sourceId: source.id,
      ref,
      isDefaultRef,
      scanOnReady: input.scan,
    });
    await recordAudit(tx, deps, "source.request-revision", {
      subjectId: revision.id,
      projectId: deps.projectId,
      details: { ref },
    });
    return revision;
  });
}
