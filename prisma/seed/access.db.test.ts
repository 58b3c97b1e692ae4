import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { accessRows, type PowerFact, type PowerKind, redLines } from "@redoubt/domain/profile";
import {
  addAsset,
  completeAccessReading,
  getAccessMap,
  requestAccessReading,
  startAccessReading,
} from "@redoubt/domain/profile/server";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject } from "@redoubt/domain/project/testing";
import { createTestRevision } from "@redoubt/domain/source/testing";
import { expect, it } from "vitest";
import { seedAccess } from "./access.ts";
import { DEMO_ASSETS } from "./profile.ts";

const fact = (contract: string, kind: PowerKind, ...guards: string[]): PowerFact => ({
  ...{ key: `${contract}:${kind}:${guards.join("|")}`, kind, contract, path: `src/${contract}.sol`, hash: "1" },
  guards: guards.map((name) => ({ name, by: "caller", conditional: false })),
  functions: [{ name: kind, path: `src/${contract}.sol`, line: 1 }],
});

it.skipIf(!hasTestServer())("the demo's timelock admin and guardian are the same three people", async () => {
  const test: TestDatabase = await createTestDatabase(Object.values(JOBS));
  try {
    const project = await createTestProject(test.database);
    const deps = project.as("owner");
    const scope = { organization: "xx", project: "xx" };
    for (const asset of DEMO_ASSETS) await addAsset(deps, { ...scope, ...asset });
    await seedAccess(deps, scope);
    await createTestRevision(project.system);
    await requestAccessReading(deps);
    const { organizationId, projectId } = deps;
    const waiting = await deps.withOrganization((tx) =>
      tx.db.accessReading.findFirstOrThrow({ where: { organizationId, projectId }, select: { id: true } }),
    );
    const task = await startAccessReading(deps, waiting.id);
    if (task === null) throw new Error("nothing to read");
    await completeAccessReading(deps, task, {
      powers: [
        fact("MeridianVault", "upgrade", "owner"),
        fact("MeridianVault", "stop", "guardian", "owner"),
        fact("MeridianTimelock", "delay", "admin"),
        fact("MeridianTimelock", "stop", "admin"),
      ],
      calls: [],
      roots: [{ path: "", powers: 4, reason: null }],
    });
    const map = await getAccessMap(deps);
    const lines = redLines(accessRows(map), map);
    const same = lines.find(({ id }) => id.startsWith("same-people"));
    expect(same?.title).toBe("Team Safe and Guardian Safe are the same three people");
    expect(same?.text).toContain("Team Safe is admin of MeridianTimelock, Guardian Safe is guardian of MeridianVault");
    expect(lines.find(({ id }) => id === "no-delay")?.text).toContain("Team Safe sets the delay of Timelock itself");
    const ship = accessRows(map).find(({ power }) => power.kind === "ship");
    expect(ship?.reach).toMatchObject({ usd: 1_480_000, all: true });
  } finally {
    await test.drop();
  }
});
