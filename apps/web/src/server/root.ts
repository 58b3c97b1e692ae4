import "server-only";
import { createCallerFactory, router } from "./procedures.ts";
import { advisoryRouter } from "./routers/advisory.ts";
import { economicsRouter } from "./routers/economics.ts";
import { findingRouter } from "./routers/finding.ts";
import { identityRouter } from "./routers/identity.ts";
import { notificationRouter } from "./routers/notification.ts";
import { organizationRouter } from "./routers/organization.ts";
import { profileRouter } from "./routers/profile.ts";
import { projectRouter } from "./routers/project.ts";
import { reportRouter } from "./routers/report.ts";
import { scanRouter } from "./routers/scan.ts";
import { sourceRouter } from "./routers/source.ts";
import { threatModelRouter } from "./routers/threat-model.ts";
import { verificationRouter } from "./routers/verification.ts";

/** All procedures, by slice. A new one also needs its rows in permission-table.ts. */
export const appRouter = router({
  identity: identityRouter,
  organization: organizationRouter,
  notification: notificationRouter,
  project: projectRouter,
  source: sourceRouter,
  profile: profileRouter,
  threatModel: threatModelRouter,
  economics: economicsRouter,
  advisory: advisoryRouter,
  scan: scanRouter,
  finding: findingRouter,
  verification: verificationRouter,
  report: reportRouter,
});
export type AppRouter = typeof appRouter;

/** Calls procedures inside the server: server components, tests, benchmarks. */
export const createCaller = createCallerFactory(appRouter);
