export { groupByAlias, type Named, namesOf } from "./alias-groups.ts";
export { contentUuid } from "./content-uuid.ts";
export { type CvssScore, isCve, scoreCvss } from "./cvss.ts";
export { advisoryError } from "./errors.ts";
export { advisoryJobs } from "./jobs.ts";
export { completeInventory, type ReadInventory } from "./use-cases/complete-inventory.ts";
export { failInventory, releaseInventory } from "./use-cases/end-inventory.ts";
export { getInventory } from "./use-cases/get-inventory.ts";
export { listComponents } from "./use-cases/list-components.ts";
export { locateInventory } from "./use-cases/locate-inventory.ts";
export { requestInventory, takeInventory } from "./use-cases/request-inventory.ts";
export { type InventoryTask, startInventory } from "./use-cases/start-inventory.ts";
export { exportSbom } from "./use-cases/export-sbom.ts";
export { cancelAdvisoryImport } from "./use-cases/cancel-advisory-import.ts";
export {
  completeAdvisoryImport,
  endCancelledImport,
  failAdvisoryImport,
  type ReadDump,
  releaseAdvisoryImport,
} from "./use-cases/end-advisory-import.ts";
export { getAdvisoryImport, getAdvisoryStatus } from "./use-cases/get-advisory-status.ts";
export { importStanding, reportImportProgress } from "./use-cases/import-standing.ts";
export { type AdvisoryUpload, requestAdvisoryImport } from "./use-cases/request-advisory-import.ts";
export { type AdvisoryImportTask, startAdvisoryImport } from "./use-cases/start-advisory-import.ts";
export { storeAdvisories } from "./use-cases/store-advisories.ts";
export { storeExploited, storeScores } from "./use-cases/store-scores.ts";
export { hasAdvisories, listRematch, type RevisionToMatch } from "./use-cases/list-rematch.ts";
export type { AdvisoryMatch, MatchComponent } from "./match.ts";
export { type InventoryMatch, matchInventory } from "./use-cases/match-inventory.ts";
export { storeMatches } from "./use-cases/store-matches.ts";
export { type AllNames, nameAdvisories, type Naming } from "./use-cases/name-advisories.ts";
export { findInventory } from "./use-cases/find-inventory.ts";
