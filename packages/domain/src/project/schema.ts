import { z } from "zod";
import { OrganizationScope, ProjectScope, Slug } from "../shared/index.ts";
import { STAGE_SLUGS } from "./stages.ts";

export const PROJECT_KINDS = ["protocol", "dapp", "service", "library"] as const;
export const ProjectKind = z.enum(PROJECT_KINDS);
export type ProjectKind = z.infer<typeof ProjectKind>;

export const StageName = z.enum(STAGE_SLUGS);

export const ProjectName = z.string().trim().min(2).max(100);
export const ProjectSummary = z.string().trim().max(500);

/** What is being protected. */
export const Project = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  kind: ProjectKind,
  /** What the team says it works on; stages run in parallel. */
  stage: StageName,
  summary: z.string(),
  demo: z.boolean(),
  createdAt: z.date(),
  archivedAt: z.date().nullable(),
  rowVersion: z.int(),
});
export type Project = z.infer<typeof Project>;

/** A project with its rail and what the person may in it. */
export const ProjectDetail = Project.extend({
  stages: z.array(z.object({ slug: StageName, label: z.string(), slices: z.array(z.string()) })),
  permissions: z.array(z.string()),
});
export type ProjectDetail = z.infer<typeof ProjectDetail>;

export const ListProjects = OrganizationScope.extend({ archived: z.boolean().default(false) });
export type ListProjects = z.infer<typeof ListProjects>;

export const CreateProject = OrganizationScope.extend({
  name: ProjectName,
  /** From the name when absent. */
  slug: Slug.optional(),
  kind: ProjectKind,
  summary: ProjectSummary.default(""),
});
export type CreateProject = z.infer<typeof CreateProject>;

export const UpdateProject = ProjectScope.extend({
  name: ProjectName,
  kind: ProjectKind,
  stage: StageName,
  summary: ProjectSummary,
  rowVersion: z.int(),
});
export type UpdateProject = z.infer<typeof UpdateProject>;
