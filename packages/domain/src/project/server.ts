export { projectJobs } from "./jobs.ts";
export { archiveProject, restoreProject } from "./use-cases/archive-project.ts";
export { createDemoProject, createProject } from "./use-cases/create-project.ts";
export { getProject } from "./use-cases/get-project.ts";
export { listProjects } from "./use-cases/list-projects.ts";
export { nextNumber, type NumberedKind } from "./use-cases/next-number.ts";
export { removeDemo } from "./use-cases/remove-demo.ts";
export { updateProject } from "./use-cases/update-project.ts";
