import { recordAudit } from "../../audit/server.ts";
import { newId, slugify } from "../../shared/index.ts";
import { type Deps, Prisma } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { PROJECT_SELECT, toProject } from "../row.ts";
import type { CreateProject, Project } from "../schema.ts";

/** Creates a project; without a slug the first free one made from the name. Throws project.slug-taken for a given one. */
export async function createProject(deps: Deps, input: Omit<CreateProject, "organization">): Promise<Project> {
  return insertProject(deps, input, false);
}

/** The demo's project, marked as such; only the seed calls this. */
export async function createDemoProject(deps: Deps, input: Omit<CreateProject, "organization">): Promise<Project> {
  return insertProject(deps, input, true);
}

async function insertProject(deps: Deps, input: Omit<CreateProject, "organization">, demo: boolean): Promise<Project> {
  const { organizationId } = deps;
  const id = newId();
  const { name, kind, summary } = input;
  try {
    return await deps.withOrganization(async (tx) => {
      const slug =
        input.slug ??
        (await freeSlug(organizationId, name, async (slugs) => {
          const where = { organizationId, slug: { in: slugs } };
          return (await tx.db.project.findMany({ where, select: { slug: true } })).map((row) => row.slug);
        }));
      const row = await tx.db.project.create({
        data: { organizationId, id, slug, name, kind, summary, demo, createdAt: tx.now, updatedAt: tx.now },
        select: PROJECT_SELECT,
      });
      await recordAudit(tx, deps, "project.create", {
        subjectId: id,
        projectId: id,
        after: { slug, name, kind, summary },
        details: { slug, kind },
      });
      await tx.announce({ organizationId, projectId: id, topic: "project", subjectId: id });
      return toProject(row);
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw fail("project.slug-taken", { cause: error });
    throw error;
  }
}

async function freeSlug(seed: string, name: string, taken: (slugs: string[]) => Promise<string[]>): Promise<string> {
  const base = slugify(name);
  const candidates = [base, ...Array.from({ length: 20 }, (_, i) => `${base.slice(0, 45)}-${i + 2}`)];
  const used = new Set(await taken(candidates));
  return candidates.find((slug) => !used.has(slug)) ?? `${base.slice(0, 35)}-${seed.slice(-12)}`;
}
