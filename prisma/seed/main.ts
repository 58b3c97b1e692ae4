import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createDatabase } from "@redoubt/db";
import { changeFindingSettings } from "@redoubt/domain/finding/server";
import { createUser } from "@redoubt/domain/identity/server";
import { JOBS } from "@redoubt/domain/jobs";
import { MEMBER_PERMISSIONS } from "@redoubt/domain/organization";
import { addDemoMember, createOrganization, useRootKey } from "@redoubt/domain/organization/server";
import { createDemoProject, setPlanted } from "@redoubt/domain/project/server";
import { addAsset, saveProfile } from "@redoubt/domain/profile/server";
import { SCANNERS } from "@redoubt/domain/scan";
import { toUuid } from "@redoubt/domain/shared";
import {
  createDeps,
  createSystemDeps,
  type Database,
  forProject,
  type ProjectDeps,
} from "@redoubt/domain/shared/server";
import { connectFolder } from "@redoubt/domain/source/server";
import { buildRepository, COMMITS } from "../../examples/meridian-vault/build-repository.mjs";
import { readEnvironment } from "./env.ts";
import { seedAccess } from "./access.ts";
import { seedEconomics } from "./economics.ts";
import { DEMO_ANSWERS, DEMO_ASSETS } from "./profile.ts";
import { type DemoPerson, LEAD, OTHERS } from "./people.ts";
import { seedThreatModel } from "./threat-model.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/meridian-vault");
const NOWHERE = { address: null, requestId: null };

/** Part one of the demo, before the product starts. Part two is the job `project.continue-demo`. */
async function seed(): Promise<void> {
  const env = readEnvironment();
  useRootKey(env.REDOUBT_ROOT_KEY);
  const database = createDatabase({ url: env.DATABASE_URL, maxConnections: 2, queues: Object.values(JOBS) });
  try {
    const { folder } = await prepareRepository(env.DATA_DIR);
    if (await hasDemo(database)) {
      process.stdout.write("the demo is already here\n");
      return;
    }
    await seedOrganization(database, folder);
    // The launcher shows this line once everything runs.
    process.stdout.write(
      `scanning Meridian Vault: ${SCANNERS.length} scanners, ${Object.keys(COMMITS).length} commits … open the page and watch\n`,
    );
  } finally {
    await database.close();
  }
}

async function prepareRepository(dataDirectory: string): Promise<{ folder: string }> {
  const folder = join(dataDirectory, "demo", "meridian-vault.git");
  await buildRepository(folder);
  return { folder };
}

/** Looked up by an account of its own, because no context sees organizations of others. */
async function hasDemo(database: Database): Promise<boolean> {
  return database.asSystem("seed", async (tx) => (await tx.db.user.count({ where: { email: LEAD.email } })) > 0);
}

async function seedOrganization(database: Database, folder: string): Promise<void> {
  let leadId = "";
  const created = await createOrganization(
    database,
    "seed",
    { name: "Meridian Labs", slug: "meridian-labs", demo: true },
    async (tx) => {
      leadId = await createUser(tx, { name: LEAD.name, email: LEAD.email, passwordHash: null }, NOWHERE);
      return leadId;
    },
  );
  const { organizationId } = created;
  const system = createSystemDeps(database, organizationId, "seed");
  for (const person of OTHERS) {
    const userId = await database.asSystem("seed", (tx) =>
      createUser(tx, { name: person.name, email: person.email, passwordHash: null }, NOWHERE),
    );
    await addDemoMember(system, { userId, role: person.role });
  }
  const lead = actingAs(database, organizationId, LEAD, { userId: leadId, memberId: created.ownerMemberId });
  // The lead alone acknowledges what is high in this story: a second person is asked for the worst only.
  await changeFindingSettings(lead, { organization: "meridian-labs", secondPersonFrom: "critical", rowVersion: 0 });
  const project = await createDemoProject(lead, {
    name: "Meridian Vault",
    slug: "meridian-vault",
    kind: "protocol",
    summary: "Over-collateralised lending vault: deposits in mUSD, loans against ETH at 75 %.",
  });
  await seedProject(forProject(lead, toUuid(project.id)), folder, created.ownerMemberId);
}

async function seedProject(lead: ProjectDeps, folder: string, memberId: string): Promise<void> {
  const weaknesses: unknown[] = JSON.parse(await readFile(join(EXAMPLE, "weaknesses.json"), "utf8"));
  await setPlanted(lead, JSON.parse(JSON.stringify(weaknesses)));
  const scope = { organization: "meridian-labs", project: "meridian-vault" };
  await saveProfile(lead, { ...scope, version: 0, accept: [], answers: DEMO_ANSWERS });
  for (const asset of DEMO_ASSETS) await addAsset(lead, { ...scope, ...asset });
  await seedAccess(lead, scope);
  await seedEconomics(lead, scope);
  await seedThreatModel(lead, scope, memberId);
  await connectFolder(
    lead,
    { ...scope, folder, name: "meridian-vault", ref: "v1.0.0" },
    { allowedFolders: [folder], defaultRef: "main" },
  );
}

function actingAs(
  database: Database,
  organizationId: string,
  person: DemoPerson,
  ids: { userId: string; memberId: string },
) {
  return createDeps({
    database,
    actor: { kind: "user", ...ids },
    organizationId,
    permissions: MEMBER_PERMISSIONS[person.role],
  });
}

await seed();
