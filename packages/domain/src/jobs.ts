import { advisoryJobs } from "./advisory/jobs.ts";
import { economicsJobs } from "./economics/jobs.ts";
import { findingJobs } from "./finding/jobs.ts";
import { notificationJobs } from "./notification/jobs.ts";
import { profileJobs } from "./profile/jobs.ts";
import { projectJobs } from "./project/jobs.ts";
import { reportJobs } from "./report/jobs.ts";
import { scanJobs } from "./scan/jobs.ts";
import { sourceJobs } from "./source/jobs.ts";
import { threatModelJobs } from "./threat-model/jobs.ts";
import { verificationJobs } from "./verification/jobs.ts";

/** All kinds of jobs by name; the worker's handler map is a mapped type over this. */
export const JOBS = {
  ...notificationJobs,
  ...projectJobs,
  ...sourceJobs,
  ...profileJobs,
  ...advisoryJobs,
  ...threatModelJobs,
  ...economicsJobs,
  ...scanJobs,
  ...findingJobs,
  ...verificationJobs,
  ...reportJobs,
} as const;
export type JobName = keyof typeof JOBS;
