import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { recordFinding } from "@redoubt/domain/finding/server";
import { passGate } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { completeRender, createRiskReport, revokeShare, shareReport } from "@redoubt/domain/report/server";
import { toUuid } from "@redoubt/domain/shared";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../../env.ts";
import { closeHouse } from "../context.ts";
import { storage } from "../storage.ts";
import { testEnvironment } from "../testing/environment.ts";
import { visit } from "../testing/visit.ts";
import { sharedReportRoute } from "./shared-report.ts";

const scope = { organization: "x", project: "x" };

describe.skipIf(!hasTestServer())("GET /api/share/[token]/[format]", () => {
  let test: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    folder = await mkdtemp(join(tmpdir(), "redoubt-share-"));
    useEnvironment({ ...testEnvironment(test.url), DATA_DIR: folder });
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  async function createShared(): Promise<{ project: TestProject; token: string; shareId: string }> {
    const project = await createTestProject(test.database);
    const deps = project.as("manager");
    const input = {
      ...scope,
      title: "Pool price wins",
      description: "x",
      severity: "high",
      confidence: "high",
    } as const;
    await recordFinding(project.as("security-lead"), input);
    const report = await createRiskReport(deps);
    const put = async (content: string) => {
      const { sha256, size, key } = await storage().put(project.organization.organizationId, content, { maxBytes: 99 });
      return { sha256, size, storageKey: key };
    };
    await completeRender(project.system, toUuid(report.id), {
      pdf: await put("%PDF-1.7"),
      markdown: await put("# Report"),
    });
    const share = await shareReport(deps, { ...scope, report: report.number, days: 7 });
    return { project, token: share.token, shareId: toUuid(share.id) };
  }

  const open = (token: string, format: string, more: { session?: string; peer?: string } = {}) =>
    visit(sharedReportRoute, {
      params: { token, format },
      token: more.session,
      ...(more.peer === undefined ? {} : { headers: { "x-redoubt-peer": more.peer } }),
    });

  it("hands the document to who holds the link, without an account, and to no cache or index", async () => {
    const { token } = await createShared();
    const response = await open(token, "pdf");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("%PDF-1.7");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="vault-risk-report-1.pdf"',
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex, nofollow, noarchive",
      "referrer-policy": "same-origin",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(await (await open(token, "md")).text()).toBe("# Report");
  });

  it("answers alike whatever is wrong with a link, and whoever asks", async () => {
    const [good, revoked] = [await createShared(), await createShared()];
    await revokeShare(revoked.project.as("manager"), { ...scope, shareId: revoked.shareId });
    const { userId } = revoked.project.organization.members.owner;
    const session = (await passGate(testSignInDeps(test.database), { who: { userId }, prove: async () => true })).token;
    const [organization = ""] = revoked.token.split(".");
    const [, secret = ""] = good.token.split(".");
    const tries: Parameters<typeof open>[] = [
      [revoked.token, "pdf"],
      [revoked.token, "pdf", { session }],
      [`${organization}.${secret}`, "pdf"],
      [`${"f".repeat(32)}.${secret}`, "md"],
      [good.token, "json"],
      [good.token, "../pdf"],
      ["x".repeat(5000), "pdf"],
      ["", "pdf"],
    ];
    const answers = await Promise.all(
      tries.map(async (input) => {
        const response = await open(...input);
        const { requestId: _id, ...body } = (await response.json()) as Record<string, unknown>;
        const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== "x-request-id"));
        return { status: response.status, body, headers };
      }),
    );
    expect(answers[0]).toMatchObject({ status: 404, body: { code: "report.share-not-found" } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it("says how long to wait after too many, also to who holds a good link", async () => {
    const { token } = await createShared();
    const peer = "203.0.113.77";
    for (let attempt = 0; attempt < 60; attempt += 1) await (await open("nonsense", "pdf", { peer })).body?.cancel();
    const response = await open(token, "pdf", { peer });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({
      code: "report.too-many-openings",
      details: { retryAfterSeconds: expect.any(Number) },
    });
    expect((await open(token, "pdf")).status).toBe(200);
  });
});
