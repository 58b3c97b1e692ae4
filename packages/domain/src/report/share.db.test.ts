import { createHash } from "node:crypto";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordFinding } from "../finding/server.ts";
import { testSignInDeps } from "../identity/testing.ts";
import { archiveProject } from "../project/server.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import { riskOf } from "./testing.ts";
import { completeRender } from "./use-cases/complete-render.ts";
import { createRiskReport } from "./use-cases/create-risk-report.ts";
import { listReports } from "./use-cases/list-reports.ts";
import { listShares } from "./use-cases/list-shares.ts";
import { openShare, openSharedDocument, SHARE_RULE } from "./use-cases/open-share.ts";
import { revokeShare } from "./use-cases/revoke-share.ts";
import { shareReport } from "./use-cases/share-report.ts";

const scope = { organization: "x", project: "x" };

describe.skipIf(!hasTestServer())("links to reports", () => {
  let test: TestDatabase;
  let visitors = 0;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  afterAll(() => test?.drop());

  /** Somebody without an account, each time from another address. */
  const visitor = (address = `198.51.100.${(visitors += 1)}`) => ({ ...testSignInDeps(test.database), address });

  async function createShared(over: { days?: number; recipient?: string } = {}) {
    const project = await createTestProject(test.database);
    const deps = project.as("manager");
    const input = {
      ...scope,
      title: "Pool price wins",
      description: "x",
      severity: "critical",
      confidence: "high",
    } as const;
    const { number: finding } = await recordFinding(project.as("security-lead"), input);
    const report = await createRiskReport(deps);
    const share = await shareReport(deps, { ...scope, report: report.number, days: 7, ...over });
    return { project, deps, report, share, finding };
  }

  const codeOf = (token: string, deps = visitor()) =>
    openShare(deps, token).then(
      () => "opened",
      (error: { code?: string; message: string }) => `${error.code} ${error.message}`,
    );
  const refused =
    "report.share-not-found This link opens nothing. It may be wrong, expired or taken back: ask for a new one.";
  const moveBack = (project: TestProject, days: number) =>
    test.owner.query(
      "UPDATE report_share SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval WHERE project_id = $1",
      [project.projectId, `${days} days`],
    );

  it("open the frozen report to who holds them, and nothing else of the project", async () => {
    const { share, report } = await createShared();
    const opened = await openShare(visitor(), share.token);
    expect(opened).toMatchObject({ number: 1, kind: "risk", sha256: report.sha256, rendered: false });
    expect(opened.expiresAt).toEqual(share.expiresAt);
    expect(riskOf(opened.snapshot).ledger, "the list behind it is on no page of it").toBeNull();
    expect(Object.keys(opened).sort()).toEqual(
      ["expiresAt", "kind", "number", "rendered", "sha256", "snapshot", "title"].sort(),
    );
  });

  it("are stored as a hash alone: nothing in the database or the audit log opens the report", async () => {
    const { project, share } = await createShared();
    const [organization = "", secret = ""] = share.token.split(".");
    expect(organization).toBe(project.organization.organizationId.replaceAll("-", ""));
    const tables = await test.owner.query(
      "SELECT table_schema || '.\"' || table_name || '\"' AS name FROM information_schema.tables WHERE table_schema IN ('public', 'pgboss')",
    );
    for (const { name } of tables.rows) {
      const { rows } = await test.owner.query(
        `SELECT count(*)::int AS n FROM ${name} t WHERE t::text LIKE '%' || $1 || '%'`,
        [secret],
      );
      expect([name, rows[0].n]).toEqual([name, 0]);
    }
    const { rows } = await test.owner.query("SELECT token_hash FROM report_share WHERE project_id = $1", [
      project.projectId,
    ]);
    expect(rows[0].token_hash).toBe(createHash("sha256").update(secret).digest("hex"));
  });

  it("count each opening and write it to the audit log with where it came from", async () => {
    const { project, deps, share } = await createShared({ recipient: "The board" });
    await openShare(visitor("203.0.113.7"), share.token);
    await openShare(visitor("203.0.113.8"), share.token);
    const [listed] = await listShares(deps, { ...scope, report: 1 });
    expect(listed).toMatchObject({ recipient: "The board", state: "live", openings: 2 });
    expect(listed?.lastOpenedAt).toBeInstanceOf(Date);
    expect((await listReports(deps))[0]?.liveShares).toBe(1);
    const { rows } = await test.owner.query(
      "SELECT action, actor_kind, details FROM audit_event WHERE project_id = $1 AND action LIKE 'report.%share%' ORDER BY at, id",
      [project.projectId],
    );
    expect(rows.map(({ action, actor_kind: who, details }) => [action, who, details.address, details.what])).toEqual([
      ["report.share", "user", undefined, undefined],
      ["report.open-share", "system", "203.0.113.7", "page"],
      ["report.open-share", "system", "203.0.113.8", "page"],
    ]);
  });

  it("end on their day, at the earliest after one and at the latest after ninety", async () => {
    const { project, share, deps } = await createShared({ days: 1 });
    await moveBack(project, 0.99);
    expect(await codeOf(share.token)).toBe("opened");
    await moveBack(project, 0.02);
    expect(await codeOf(share.token)).toBe(refused);
    expect((await listShares(deps, { ...scope, report: 1 }))[0]?.state).toBe("expired");
    expect((await listReports(deps))[0]?.liveShares).toBe(0);
    await expect(shareReport(deps, { ...scope, report: 1, days: 91 })).rejects.toThrow();
  });

  it("end when they are taken back, once and for ever", async () => {
    const { deps, share, project } = await createShared();
    const shareId = toUuid(share.id);
    await revokeShare(deps, { ...scope, shareId });
    await revokeShare(deps, { ...scope, shareId });
    expect(await codeOf(share.token)).toBe(refused);
    const { rows } = await test.owner.query(
      "SELECT count(*)::int AS n FROM audit_event WHERE project_id = $1 AND action = 'report.revoke-share'",
      [project.projectId],
    );
    expect(rows[0].n).toBe(1);
  });

  it("are answered alike whether wrong, of another organization, expired, taken back or of an archived project", async () => {
    const [expired, revoked, archived, other] = [
      await createShared(),
      await createShared(),
      await createShared(),
      await createShared(),
    ];
    await moveBack(expired.project, 8);
    await revokeShare(revoked.deps, { ...scope, shareId: toUuid(revoked.share.id) });
    await archiveProject(archived.project.as("security-lead"));
    const [ownOrganization = ""] = expired.share.token.split(".");
    const [otherOrganization = "", secret = ""] = other.share.token.split(".");
    const tokens = [
      expired.share.token,
      revoked.share.token,
      archived.share.token,
      `${ownOrganization}.${secret}`,
      `${otherOrganization}.${"A".repeat(43)}`,
      `${"0".repeat(32)}.${secret}`,
      "",
      "nonsense",
      `${other.share.token}x`,
    ];
    for (const token of tokens) expect(await codeOf(token), token).toBe(refused);
    expect(await codeOf(other.share.token)).toBe("opened");
  });

  it("open nothing that names a finding restricted since, and none are made for it", async () => {
    const { project, deps, share, finding } = await createShared();
    const restrict = (restricted: boolean) =>
      test.owner.query("UPDATE finding SET restricted = $3 WHERE project_id = $1 AND number = $2", [
        project.projectId,
        finding,
        restricted,
      ]);
    await restrict(true);
    expect(await codeOf(share.token)).toBe(refused);
    const lead = project.as("security-lead");
    expect((await listShares(lead, { ...scope, report: 1 }))[0]?.state).toBe("halted");
    for (const maker of [deps, lead])
      await expect(shareReport(maker, { ...scope, report: 1, days: 7 })).rejects.toMatchObject({
        code: "report.names-restricted",
      });
    await restrict(false);
    expect(await codeOf(share.token)).toBe("opened");
  });

  it("hand out PDF and Markdown once they are made, each as an opening of its own", async () => {
    const { project, deps, share, report } = await createShared();
    await expect(openSharedDocument(visitor(), share.token, "pdf")).rejects.toMatchObject({
      code: "report.not-rendered",
    });
    const file = { sha256: "ab".repeat(32), size: 3, storageKey: "key" };
    await completeRender(project.system, toUuid(report.id), { pdf: file, markdown: { ...file, storageKey: "text" } });
    expect(await openSharedDocument(visitor(), share.token, "pdf")).toEqual({
      fileName: "vault-risk-report-1.pdf",
      storageKey: "key",
    });
    expect((await openSharedDocument(visitor(), share.token, "md")).storageKey).toBe("text");
    expect((await openShare(visitor(), share.token)).rendered).toBe(true);
    expect((await listShares(deps, { ...scope, report: 1 }))[0]?.openings).toBe(3);
  });

  it("may be tried only so often from one address, the right one as well as wrong ones", async () => {
    const { share } = await createShared();
    const guesser = visitor("192.0.2.55");
    for (let attempt = 0; attempt < SHARE_RULE.limit; attempt += 1)
      expect(await codeOf("nonsense", guesser)).toBe(refused);
    expect(await codeOf(share.token, guesser)).toMatch(/^report\.too-many-openings/);
    expect(await codeOf("nonsense", guesser)).toMatch(/^report\.too-many-openings/);
    expect(await codeOf(share.token)).toBe("opened");
  });

  it("of one project are not seen, made or taken back from another", async () => {
    const { project, share } = await createShared();
    const sibling = await createTestProject(test.database, { organization: project.organization, slug: "other" });
    const stranger = await createTestProject(test.database);
    for (const other of [sibling, stranger]) {
      const deps = other.as("manager");
      const shareId = toUuid(share.id);
      await expect(listShares(deps, { ...scope, report: 1 })).rejects.toMatchObject({ code: "report.not-found" });
      await expect(shareReport(deps, { ...scope, report: 1, days: 7 })).rejects.toMatchObject({
        code: "report.not-found",
      });
      await expect(revokeShare(deps, { ...scope, shareId })).rejects.toMatchObject({ code: "report.share-not-found" });
    }
    expect(await codeOf(share.token)).toBe("opened");
  });
});
