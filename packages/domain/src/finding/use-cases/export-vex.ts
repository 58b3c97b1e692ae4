import { contentUuid, groupByAlias, namesOf } from "../../advisory/server.ts";
import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { openVex, type OpenVexDocument, type VexGroup } from "../openvex.ts";
import { plainPackage } from "../package-url.ts";
import { type AdvisedFinding, readVexFindings } from "../sql/vex-findings.ts";

const MOST = 20_000;

export interface ExportedVex {
  readonly fileName: string;
  readonly document: OpenVexDocument;
}

/**
 * What the project says of advisories in its packages, as an OpenVEX 0.2 document: one statement per advisory, under
 * all its names, and package version. Restricted findings are left out. Who took it is recorded. Throws
 * finding.nothing-to-state and finding.too-many-statements.
 */
export async function exportVex(deps: ProjectDeps): Promise<ExportedVex> {
  return deps.withOrganization(
    async (tx) => {
      const project = await tx.db.project.findFirstOrThrow({
        where: { organizationId: deps.organizationId, id: deps.projectId },
        select: { slug: true, organization: { select: { slug: true, name: true } } },
      });
      const findings = await readVexFindings(tx, deps, MOST);
      if (findings.length > MOST) throw findingError("finding.too-many-statements");
      const { slug, organization } = project;
      const of = { organization: organization.name, organizationSlug: organization.slug, slug };
      const document = openVex(of, groupsOf(findings), contentUuid);
      if (document === null) throw findingError("finding.nothing-to-state");
      await recordAudit(tx, deps, "finding.export-vex", {
        projectId: deps.projectId,
        details: { statements: document.statements.length },
      });
      return { fileName: `${slug}.openvex.json`, document };
    },
    { timeoutMs: 60_000 },
  );
}

/** By package, and within a package by advisory, whichever of its names a tool gave it. */
function groupsOf(findings: readonly AdvisedFinding[]): VexGroup[] {
  const packages = new Map<string, AdvisedFinding[]>();
  for (const finding of findings) {
    const purl = plainPackage(finding.package);
    packages.set(purl, [...(packages.get(purl) ?? []), finding]);
  }
  return [...packages].flatMap(([purl, own]) => {
    const named = own.flatMap((finding) => {
      const [id, ...aliases] = finding.advisories;
      return id === undefined ? [] : [{ id, aliases, finding: { ...finding, package: purl } }];
    });
    return groupByAlias(named).map((group) => ({
      names: namesOf(group),
      findings: group.map(({ finding }) => finding),
    }));
  });
}
