import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { addAsset, getProfile, saveProfile } from "@redoubt/domain/profile/server";
import { createTestProject } from "@redoubt/domain/project/testing";
import { expect, it } from "vitest";
import { DEMO_ANSWERS, DEMO_ASSETS } from "./profile.ts";

it.skipIf(!hasTestServer())("the demo's profile is taken as it stands, and says what is at stake", async () => {
  const test: TestDatabase = await createTestDatabase();
  try {
    const deps = (await createTestProject(test.database)).as("owner");
    const scope = { organization: "xx", project: "xx" };
    await saveProfile(deps, { ...scope, version: 0, accept: [], answers: DEMO_ANSWERS });
    for (const asset of DEMO_ASSETS) await addAsset(deps, { ...scope, ...asset });
    const { statement } = await getProfile(deps);
    expect(statement.sentences[0]?.text).toMatch(/holds \$1\.48M that belongs to others, and 1 asset that nobody/);
    expect(statement.unknown.map(({ question }) => question)).toEqual(
      expect.arrayContaining(["nsloc", "dependencies", "rule-mica", "harbor-recovery"]),
    );
  } finally {
    await test.drop();
  }
});
