import "server-only";
import type { Project as DomainProject } from "@redoubt/domain/project";
import { getProject, listProjects } from "@redoubt/domain/project/server";
import { z } from "zod";
import { ok } from "./answer.ts";
import { tokenOrganizationRoute, tokenProjectRoute } from "./api-route.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { pageOf, PageQuery, Project } from "./shapes.ts";

const SEE = { scope: "project:read", tag: "Projects" } as const;

export const listProjectsRoute = tokenOrganizationRoute({
  ...SEE,
  method: "GET",
  path: "/projects",
  permission: "organization:read",
  action: "project.list",
  summary: "List projects",
  description: "Those that the token's maker may see, by name; for a token of one project that one.",
  query: z.strictObject({ ...PageQuery, archived: z.boolean().default(false).describe("Archived ones too") }),
  answers: { 200: { description: "Projects", schema: pageOf(Project, "ProjectPage") } },
  async handle({ deps, query, list, pages }) {
    const all = await listProjects(deps, { archived: query.archived });
    const after = openCursor(list, query.cursor);
    // Whole and sorted in memory as the screens have it: an organization has tens of projects.
    const from = after === undefined ? 0 : all.findIndex((project) => project.slug === after) + 1;
    const page = all.slice(from, from + query.limit);
    const more = from + query.limit < all.length;
    return ok({
      items: page.map((project) => toProject(project, `${pages}/p/${project.slug}`)),
      next: sealCursor(list, more ? (page.at(-1)?.slug ?? null) : null),
    });
  },
});

export const getProjectRoute = tokenProjectRoute({
  ...SEE,
  method: "GET",
  path: "/projects/[project]",
  permission: "project:read",
  action: "project.get",
  summary: "One project",
  answers: { 200: { description: "The project", schema: Project } },
  async handle({ deps, pages }) {
    return ok(toProject(await getProject(deps), pages));
  },
});

function toProject(project: DomainProject, url: string): z.input<typeof Project> {
  const { slug, name, kind, stage, summary, archivedAt, createdAt } = project;
  return {
    ...{ slug, name, kind, stage, summary, archived: archivedAt !== null, createdAt: createdAt.toISOString() },
    url,
  };
}
