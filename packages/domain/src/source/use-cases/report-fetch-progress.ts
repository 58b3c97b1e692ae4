import type { Deps } from "../../shared/server.ts";
import type { FetchProgress } from "../schema.ts";
import type { FetchTask } from "./start-fetch.ts";

/** Stores how far an attempt is; false when the attempt was taken over or cancelled and must stop. */
export async function reportFetchProgress(deps: Deps, task: FetchTask, progress: FetchProgress): Promise<boolean> {
  return deps.withOrganization(async (tx) => {
    const changed = await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: task.revisionId, attempt: task.attempt, state: "fetching" },
      data: { progress },
    });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: task.projectId,
      topic: "source",
      subjectId: task.revisionId,
    });
    return changed.count === 1;
  });
}
