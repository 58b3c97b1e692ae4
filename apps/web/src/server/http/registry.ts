import "server-only";
import { openApiRoute } from "./api/openapi.ts";
import { API_ROUTES } from "./api/routes.ts";
import { advisoryUploadRoute } from "./advisory-upload.ts";
import { cspReportRoute } from "./csp-report.ts";
import { demoSignInRoute } from "./demo.ts";
import { eventsRoute } from "./events.ts";
import { importRoute } from "./finding-import.ts";
import { pastDocumentRoute, pastUploadRoute } from "./finding-past.ts";
import { healthRoute } from "./health.ts";
import { acceptInvitationRoute, joinRoute, setUpRoute } from "./join.ts";
import { knownIssuesRoute } from "./known-issues.ts";
import { openVexRoute } from "./openvex.ts";
import { linkProviderRoute, nextAuthGetRoute, nextAuthPostRoute, providerSignInRoute } from "./providers.ts";
import { reportDocumentRoute } from "./report-document.ts";
import type { Route } from "./route.ts";
import { sbomRoute } from "./sbom.ts";
import { sharedReportRoute } from "./shared-report.ts";
import { signInRoute, signOutRoute } from "./sign-in.ts";
import { revisionFileRoute, revisionTreeRoute } from "./source-file.ts";
import { uploadRoute } from "./source-upload.ts";
import { trpcGetRoute, trpcPostRoute } from "./trpc.ts";

/**
 * Every way into the server beside pages, with who may use it. A test compares it with the files `route.ts` below
 * src/app, method by method, so that none is reachable without standing here; public ones are listed in the test too.
 */
export const ROUTES: readonly Route[] = [
  healthRoute,
  cspReportRoute,
  signInRoute,
  signOutRoute,
  providerSignInRoute,
  linkProviderRoute,
  nextAuthGetRoute,
  nextAuthPostRoute,
  demoSignInRoute,
  setUpRoute,
  acceptInvitationRoute,
  joinRoute,
  trpcGetRoute,
  trpcPostRoute,
  eventsRoute,
  uploadRoute,
  importRoute,
  pastUploadRoute,
  pastDocumentRoute,
  revisionTreeRoute,
  revisionFileRoute,
  sbomRoute,
  advisoryUploadRoute,
  reportDocumentRoute,
  sharedReportRoute,
  knownIssuesRoute,
  openVexRoute,
  openApiRoute,
  ...API_ROUTES,
];
