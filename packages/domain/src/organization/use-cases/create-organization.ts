import { recordAudit } from "../../audit/server.ts";
import { newId, slugify } from "../../shared/index.ts";
import { createSystemDeps, type Database, type Deps, Prisma, type Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { newWrappedDataKey } from "./seal-secret.ts";

export interface NewOrganization {
  readonly name: string;
  /** From the name when absent. */
  readonly slug?: string;
  readonly demo?: boolean;
}

export interface CreatedOrganization {
  readonly organizationId: string;
  readonly slug: string;
  readonly ownerMemberId: string;
}

/**
 * Makes an organization with its first owner. Only the operator comes here (seed, set-up link): no screen does.
 * `owner` names or makes the owner's account in the same transaction. Throws organization.slug-taken.
 */
export async function createOrganization(
  database: Database,
  reason: string,
  input: NewOrganization,
  owner: (tx: Tx) => Promise<string>,
): Promise<CreatedOrganization> {
  const organizationId = newId();
  const deps = createSystemDeps(database, organizationId, reason);
  return deps.withOrganization(async (tx) => {
    const ownerId = await owner(tx);
    const slug = await insertOrganization(tx, deps, input);
    const ownerMemberId = newId();
    await tx.db.member.createMany({
      data: [{ organizationId, id: ownerMemberId, userId: ownerId, role: "owner", createdAt: tx.now }],
    });
    await recordAudit(tx, deps, "organization.create", {
      subjectId: organizationId,
      after: { slug, name: input.name },
      details: { slug, ownerMemberId, reason },
    });
    return { organizationId, slug, ownerMemberId };
  });
}

async function insertOrganization(tx: Tx, deps: Deps, input: NewOrganization): Promise<string> {
  const { organizationId } = deps;
  const slug = input.slug ?? slugify(input.name);
  const wrappedDataKey = newWrappedDataKey(organizationId);
  const times = { createdAt: tx.now, updatedAt: tx.now };
  try {
    await tx.db.organization.createMany({
      data: [{ id: organizationId, slug, name: input.name, wrappedDataKey, demo: input.demo ?? false, ...times }],
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw fail("organization.slug-taken", { cause: error });
    throw error;
  }
  return slug;
}
