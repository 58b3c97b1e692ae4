import type { Deps } from "../../shared/server.ts";
import { advisoryError } from "../errors.ts";
import { IMPORT_SELECT, requesterNames, toImport } from "../import-row.ts";
import type { AdvisoryImport, AdvisoryStatus } from "../import-schema.ts";
import { ADVISORY_LIMITS } from "../osv.ts";

const IMPORTS = 20;
const DAY_MS = 86_400_000;

/** What is known of advisories, how old it is, and the newest imports. */
export async function getAdvisoryStatus(deps: Deps): Promise<AdvisoryStatus> {
  return deps.withOrganization(async (tx) => {
    const coverage = await tx.db.advisoryCoverage.findMany({
      where: { organizationId: deps.organizationId },
      select: { subject: true, advisories: true, withdrawn: true, newest: true, importedAt: true },
      orderBy: { subject: "asc" },
    });
    const imports = await tx.db.advisoryImport.findMany({
      where: { organizationId: deps.organizationId },
      select: IMPORT_SELECT,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: IMPORTS,
    });
    const names = await requesterNames(tx, imports);
    return {
      coverage: coverage.map((row) => ({ ...row, isOld: isOld(row, tx.now) })),
      imports: imports.map((row) => toImport(row, names)),
    };
  });
}

/** Nobody brought anything for a week, or what was brought is a month old. */
export function isOld({ importedAt, newest }: { importedAt: Date; newest: Date | null }, now: Date): boolean {
  const { oldAfterDays, contentOldAfterDays } = ADVISORY_LIMITS;
  const days = (at: Date): number => (now.getTime() - at.getTime()) / DAY_MS;
  return days(importedAt) > oldAfterDays || (newest !== null && days(newest) > contentOldAfterDays);
}

/** One import. Throws advisory.import-not-found. */
export async function getAdvisoryImport(deps: Deps, input: { readonly importId: string }): Promise<AdvisoryImport> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.advisoryImport.findFirst({
      where: { organizationId: deps.organizationId, id: input.importId },
      select: IMPORT_SELECT,
    });
    if (row === null) throw advisoryError("advisory.import-not-found");
    return toImport(row, await requesterNames(tx, [row]));
  });
}
