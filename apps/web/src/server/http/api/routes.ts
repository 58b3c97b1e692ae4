import "server-only";
import type { ApiRoute } from "./api-route.ts";
import { getAdvisoriesRoute, requestAdvisoriesRoute } from "./advisories.ts";
import { compareRoute } from "./comparison.ts";
import { findingContextRoute, findingPocRoute } from "./finding-code.ts";
import { recordCommitsRoute } from "./commits.ts";
import { getFindingRoute, listFindingsRoute } from "./findings.ts";
import { getImportRoute, requestImportRoute } from "./imports.ts";
import { openVexApiRoute } from "./openvex.ts";
import { meRoute } from "./me.ts";
import { getProjectRoute, listProjectsRoute } from "./projects.ts";
import { proposeRoute } from "./proposals.ts";
import { createReportRoute, getReportRoute, listReportsRoute } from "./reports.ts";
import { getRevisionRoute, listRevisionsRoute, pushRevisionRoute } from "./revisions.ts";
import { cancelScanRoute, getScanRoute, requestScanRoute } from "./scans.ts";
import { connectSourceRoute, listSourcesRoute } from "./sources.ts";

/** Every route of the public API, as its document lists them. */
export const API_ROUTES: readonly ApiRoute[] = [
  meRoute,
  listProjectsRoute,
  getProjectRoute,
  listSourcesRoute,
  connectSourceRoute,
  listRevisionsRoute,
  getRevisionRoute,
  pushRevisionRoute,
  recordCommitsRoute,
  requestScanRoute,
  getScanRoute,
  cancelScanRoute,
  requestImportRoute,
  getImportRoute,
  listFindingsRoute,
  getFindingRoute,
  findingContextRoute,
  findingPocRoute,
  proposeRoute,
  compareRoute,
  openVexApiRoute,
  listReportsRoute,
  createReportRoute,
  getReportRoute,
  requestAdvisoriesRoute,
  getAdvisoriesRoute,
];
