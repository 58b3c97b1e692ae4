import type { ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { SelectPast } from "../past/schema.ts";
import { findPast } from "./find-past.ts";

/** Where a document lies as it was brought, and its name. Throws finding.past-not-found, also when it is gone. */
export async function getPastDocument(
  deps: ProjectDeps,
  input: Pick<SelectPast, "number">,
): Promise<{ storageKey: string; fileName: string }> {
  return deps.withOrganization(async (tx) => {
    const row = await findPast(tx, deps, input.number, {
      name: true,
      uploadKey: true,
      sourceUrl: true,
      artifact: { select: { storageKey: true } },
    });
    const storageKey = row.artifact?.storageKey ?? row.uploadKey;
    if (storageKey === null) throw findingError("finding.past-not-found");
    return { storageKey, fileName: row.sourceUrl === null ? row.name : `defectdojo-${input.number}.json` };
  });
}
