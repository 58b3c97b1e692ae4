import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { advisoryError } from "../errors.ts";
import { toNotices } from "../row.ts";
import { cyclonedx } from "../sbom.ts";

/**
 * The bill of materials of a revision by its number, as CycloneDX 1.6 JSON. Throws source.revision-not-found and
 * advisory.inventory-not-found.
 */
export async function exportSbom(
  deps: ProjectDeps,
  { revision }: { readonly revision: number },
): Promise<{ readonly fileName: string; readonly text: string }> {
  return deps.withOrganization(
    async (tx) => {
      const row = await findRevision(tx, deps, revision, REVISION_SELECT);
      const { inventory } = row;
      if (inventory?.finishedAt == null || inventory.state !== "ready") {
        throw advisoryError("advisory.inventory-not-found");
      }
      const manifests = inventory.manifests.map(({ manifest }) => manifest);
      const damaged = manifests.flatMap(({ path, notices }) =>
        toNotices(notices).map((notice) => `${path}: ${notice}`),
      );
      const text = cyclonedx({
        project: row.project,
        revision: { number: revision, commit: row.commit, treeHash: row.treeHash },
        ...{ inventoryId: inventory.id, at: inventory.finishedAt, manifests },
        notices: [...toNotices(inventory.notices), ...damaged],
      });
      await recordAudit(tx, deps, "advisory.export-sbom", {
        subjectId: inventory.id,
        projectId: deps.projectId,
        details: { revision },
      });
      return { fileName: `${row.project.slug}-${revision}.cdx.json`, text };
    },
    { timeoutMs: 60_000 },
  );
}

const REVISION_SELECT = {
  ...{ commit: true, treeHash: true, project: { select: { slug: true, name: true } } },
  inventory: {
    select: {
      ...{ id: true, state: true, finishedAt: true, notices: true },
      manifests: {
        orderBy: { position: "asc" },
        select: {
          manifest: {
            select: {
              ...{ path: true, notices: true },
              components: {
                orderBy: { ordinal: "asc" },
                select: {
                  ...{ ecosystem: true, name: true, version: true, purl: true, direct: true, dev: true },
                  ...{ licence: true, integrity: true, repository: true, commit: true, dependsOn: true },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;
