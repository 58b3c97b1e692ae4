import { createTestDatabase, hasTestServer, noteSent, type TestDatabase } from "@redoubt/db/testing";
import { passGate } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../env.ts";
import { sessionCookieName } from "./auth/cookie.ts";
import { createContext } from "./context.ts";
import { call } from "./testing/call.ts";
import { testEnvironment } from "./testing/environment.ts";

type Query = readonly [path: string, input?: object];

/** What a page and the frame around it ask for, as `trpc/rsc.tsx` does: the subjects first, then all else at once. */
function queriesOf(project: TestProject) {
  const organization = { organization: project.organization.slug };
  const scope = { ...organization, project: project.slug };
  const folded = { dependency: "folded" };
  const frame: Query[][] = [
    [["organization.get", organization], ["project.get", scope], ["identity.account"], ["organization.mine"]],
    [
      ["project.list", organization],
      ["notification.unread", organization],
      ["finding.countOrganization", { ...organization, ...folded }],
      ["profile.get", scope],
      ["finding.count", { ...scope, ...folded }],
      ["report.running", scope],
    ],
  ];
  const list = { ...scope, filters: { state: ["open"] }, sort: "severity", limit: 50 };
  const pages: Record<"finding" | "overview", Query[][]> = {
    finding: [
      [["finding.count", { ...scope, ...folded }]],
      [
        ["finding.count", { ...scope, dependency: "only" }],
        ["finding.assignees", scope],
        ["finding.backlog", scope],
        ["finding.list", list],
      ],
    ],
    overview: [[["report.overview", scope]], [["finding.backlog", scope]]],
  };
  return { frame, pages };
}

describe.skipIf(!hasTestServer())("what a page costs", () => {
  let test: TestDatabase;
  let project: TestProject;
  let headers: Headers;
  const noted = noteSent();

  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    project = await createTestProject(test.database, { slug: "page" });
    useEnvironment(testEnvironment(test.url));
    const { userId } = project.organization.members.developer;
    const { token } = await passGate(testSignInDeps(test.database), { who: { userId }, prove: async () => true });
    headers = new Headers({ cookie: `${sessionCookieName()}=${token}` });
  });
  afterAll(async () => {
    noted.stop();
    await test?.drop();
  });

  const draw = async (page: "finding" | "overview"): Promise<readonly string[]> => {
    const context = createContext({ headers, database: test.database.gathered() });
    const { frame, pages } = queriesOf(project);
    const asked = new Set<string>();
    const before = noted.sent.length;
    for (const turn of [0, 1]) {
      const queries = [...(frame[turn] ?? []), ...(pages[page][turn] ?? [])].filter((query) => {
        const key = JSON.stringify(query);
        return !asked.has(key) && asked.add(key);
      });
      const outcomes = await Promise.all(queries.map(([path, input]) => call(context, path, input)));
      for (const [at, outcome] of outcomes.entries()) expect(outcome.ok, queries[at]?.[0]).toBe(true);
    }
    return noted.sent.slice(before);
  };

  it.each([
    { page: "finding", statements: 26, transactions: 5 },
    { page: "overview", statements: 28, transactions: 4 },
  ] as const)("$page: so many statements in so many transactions, whoever asks", async ({ page, ...most }) => {
    await draw(page);
    const sent = await draw(page);
    const begun = sent.filter((text) => text.startsWith("BEGIN"));
    const ended = sent.filter((text) => text === "COMMIT");
    expect({ statements: sent.length - ended.length - begun.length, transactions: begun.length }).toEqual(most);
    expect(sent.filter((text) => text.includes(`FROM "session"`))).toHaveLength(1);
  });
});
