import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApiToken, resolveActor } from "../organization/server.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ScanStatements } from "../scan/index.ts";
import { getScanRequest, startScan } from "../scan/server.ts";
import { toUuid } from "../shared/index.ts";
import { createDeps, forProject, type ProjectDeps } from "../shared/server.ts";
import { createTestRevision } from "../source/testing.ts";
import type { NormalizedFinding } from "./normalized.ts";
import type { VexStatement } from "./statements.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult, testRun } from "./testing.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import type { ImportedRun } from "./use-cases/import-runs.ts";
import { publishImport } from "./use-cases/publish-import.ts";
import { requestImport } from "./use-cases/request-import.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let other: TestProject;
let deps: ProjectDeps;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  other = await createTestProject(test.database);
  deps = project.as("security-lead");
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

const advisory = (id: string, purl: string, over: Partial<NormalizedFinding> = {}) => {
  const { path: _path, startLine: _start, endLine: _end, ...plain } = testResult({ detector: id, title: id, ...over });
  return { ...plain, scanner: "grype", advisories: [id], package: purl };
};

const statement = (
  id: string,
  purl: string | null,
  status: VexStatement["status"],
  over: Partial<VexStatement> = {},
) => ({
  vulnerability: id,
  ids: [id],
  product: purl,
  packages: purl === null ? [] : [purl],
  status,
  justification: status === "not_affected" ? "vulnerable_code_not_present" : null,
  text: null,
  at: null,
  ...over,
});

const run = (results: NormalizedFinding[], over: Partial<ImportedRun> = {}): ImportedRun => ({
  ...testRun(results, { scannedFiles: null, revisionFiles: null, sandboxed: null, detectors: ["*"] }),
  scanner: "grype",
  category: "import",
  ...over,
});
const vex = (...statements: VexStatement[]) =>
  run([], { scanner: "openvex", title: "OpenVEX of Meridian Labs", statements });

async function publish(as: ProjectDeps, runs: ImportedRun[]): Promise<ScanStatements[]> {
  const upload = { name: "report.json", uploadKey: "o/upload", sha256: randomUUID(), size: 10 };
  const { id, number } = await requestImport(as, upload);
  const { rows } = await test.owner.query("SELECT id FROM scan WHERE scan_request_id = $1", [id]);
  const task = await startScan(as, rows[0].id);
  if (task === null) throw new Error("the import was not waiting");
  await publishImport(as, { scanId: task.scanId, fence: task.attempt, runs });
  return (await getScanRequest(as, { ...scope, number, logTail: 0 })).scans.map((scan) => scan.statements);
}

const stateOf = async (number: number) => (await getFinding(deps, { ...scope, number })).state;

describe("statements of a VEX document", () => {
  it("that come by a token decide nothing: they are proposed with the scope for it, and else left", async () => {
    const by = async (scopes: ("scan:import" | "finding:propose")[]): Promise<ProjectDeps> => {
      const { organization } = project;
      const lead = organization.members["security-lead"];
      const made = await createApiToken(lead.deps, { organization: "x", name: "build", scopes, days: 1 });
      const tokenId = toUuid(made.id);
      const system = project.system;
      const actor = await resolveActor(system, { userId: lead.userId, projectId: project.projectId, tokenId });
      if (actor?.token == null) throw new Error("no token");
      const { memberId, permissions, token } = actor;
      const { organizationId } = organization;
      const acting = { kind: "user", userId: lead.userId, memberId, token } as const;
      return forProject(
        createDeps({ database: test.database, actor: acting, organizationId, permissions }),
        project.projectId,
      );
    };
    await publish(deps, [
      run([
        advisory("CVE-2024-0001", "pkg:npm/a@1.0.0", { severity: "medium" }),
        advisory("CVE-2024-0002", "pkg:npm/b@1.0.0"),
      ]),
    ]);
    const said = () =>
      vex(
        statement("CVE-2024-0001", "pkg:npm/a@1.0.0", "not_affected", { text: "It is never called." }),
        statement("CVE-2024-0002", "pkg:npm/b", "affected"),
      );
    const [left] = await publish(await by(["scan:import"]), [said()]);
    expect(left?.rows.map((row) => row.findings[0]?.words)).toEqual([
      "stays new: your role may not decide this",
      "stays new: your role may not decide this",
    ]);
    const [proposed] = await publish(await by(["scan:import", "finding:propose"]), [said()]);
    expect(proposed?.rows.map((row) => row.findings[0]?.words)).toEqual([
      "stays new: proposed, a person decides",
      "stays new: a token decides nothing",
    ]);
    expect(await Promise.all([1, 2].map(stateOf))).toEqual(["new", "new"]);
    expect((await getFinding(deps, { ...scope, number: 1 })).proposal).toMatchObject({ token: "build" });
  });

  it("decide findings that are there, and each is reported", async () => {
    await publish(deps, [
      run([
        advisory("CVE-2024-0001", "pkg:npm/a@1.0.0", { severity: "medium" }),
        advisory("CVE-2024-0002", "pkg:npm/b@1.0.0"),
        advisory("CVE-2024-0003", "pkg:npm/c@1.0.0"),
        advisory("CVE-2024-0004", "pkg:npm/d@1.0.0"),
      ]),
    ]);
    const [stored] = await publish(deps, [
      vex(
        statement("CVE-2024-0001", "pkg:npm/a@1.0.0", "not_affected", { text: "It is never called." }),
        statement("CVE-2024-0002", "pkg:npm/b", "affected"),
        statement("CVE-2024-0003", "pkg:npm/c@1.0.0", "fixed"),
        statement("CVE-2024-0004", "pkg:npm/d@1.0.0", "under_investigation"),
        statement("CVE-2024-0001", "pkg:npm/other@1.0.0", "not_affected"),
      ),
    ]);
    expect(await Promise.all([1, 2, 3, 4].map(stateOf))).toEqual(["dismissed", "confirmed", "fix-claimed", "new"]);
    expect(stored).toMatchObject({ applied: 3, unchanged: 1, unmatched: 1 });
    expect(
      stored?.rows.map((row) => [row.vulnerability, row.outcome, row.findings[0]?.number, row.findings[0]?.words]),
    ).toEqual([
      ["CVE-2024-0001", "applied", 1, "new → dismissed"],
      ["CVE-2024-0002", "applied", 2, "new → confirmed"],
      ["CVE-2024-0003", "applied", 3, "new → fix-claimed"],
      ["CVE-2024-0004", "unchanged", 4, "under investigation: nothing to change"],
      ["CVE-2024-0001", "unmatched", undefined, undefined],
    ]);
    const detail = await getFinding(deps, { ...scope, number: 1 });
    expect(detail).toMatchObject({ reason: "not-exploitable", decidedBy: "import" });
    expect(detail.history.at(-1) ?? detail.history[0]).toBeDefined();
    expect(detail.history.find((event) => event.to === "dismissed")).toMatchObject({
      origin: "import",
      actor: null,
      reason: "not-exploitable",
      comment:
        "OpenVEX of Meridian Labs says: CVE-2024-0001 not affected (vulnerable code not present).\n\nIt is never called.",
    });
    const { rows } = await test.owner.query(
      "SELECT action FROM audit_event WHERE organization_id = $1 AND action IN ('finding.dismiss', 'finding.affirm', 'finding.claim-fix') ORDER BY action",
      [deps.organizationId],
    );
    expect(rows.map((row) => row.action)).toEqual(["finding.affirm", "finding.claim-fix", "finding.dismiss"]);
  });

  it("never overrule a person, but what an earlier document said", async () => {
    await publish(deps, [run([advisory("CVE-2024-0001", "pkg:npm/a@1"), advisory("CVE-2024-0002", "pkg:npm/b@1")])]);
    await decideFinding(deps, {
      ...scope,
      findings: [{ number: 1, rowVersion: 1 }],
      decision: { command: "confirm" },
    });
    const [kept] = await publish(deps, [
      vex(
        statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected"),
        statement("CVE-2024-0002", "pkg:npm/b@1", "not_affected"),
      ),
    ]);
    expect(kept?.rows.map((row) => row.findings[0]?.words)).toEqual([
      "stays confirmed: a person has decided it",
      "new → dismissed",
    ]);
    await publish(deps, [vex(statement("CVE-2024-0002", "pkg:npm/b@1", "affected"))]);
    expect(await Promise.all([1, 2].map(stateOf))).toEqual(["confirmed", "confirmed"]);
  });

  it("of one document the newest has the last word", async () => {
    await publish(deps, [run([advisory("CVE-2024-0001", "pkg:npm/a@1")])]);
    await publish(deps, [
      vex(
        statement("CVE-2024-0001", "pkg:npm/a@1", "affected", { at: "2026-11-02T00:00:00Z" }),
        statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected", { at: "2026-11-01T00:00:00Z" }),
      ),
    ]);
    expect(await stateOf(1)).toBe("confirmed");
  });

  it("decide about findings of the same report, and close nothing", async () => {
    const found = advisory("CVE-2024-0001", "pkg:npm/a@1");
    const bill = (statements: VexStatement[]) =>
      run([found], { scanner: "cyclonedx", title: "CycloneDX of some-scanner", statements });
    const [first] = await publish(deps, [bill([statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected")])]);
    expect(first).toMatchObject({ applied: 1 });
    expect(await stateOf(1)).toBe("dismissed");
    await publish(deps, [
      run([], { scanner: "cyclonedx-vex", statements: [statement("CVE-2024-0001", "pkg:npm/a@1", "affected")] }),
    ]);
    expect(await stateOf(1)).toBe("confirmed");
  });

  it("respect what the actor may decide", async () => {
    await publish(deps, [
      run([
        advisory("CVE-2024-0001", "pkg:npm/a@1", { severity: "high" }),
        advisory("CVE-2024-0002", "pkg:npm/b@1", { severity: "low" }),
      ]),
    ]);
    const [stored] = await publish(project.as("developer"), [
      vex(
        statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected"),
        statement("CVE-2024-0002", "pkg:npm/b@1", "not_affected"),
      ),
    ]);
    expect(stored?.rows.map((row) => row.findings[0]?.words)).toEqual([
      "stays new: your role may not decide this",
      "new → dismissed",
    ]);
  });

  it("propose what takes two people, once", async () => {
    await publish(deps, [run([advisory("CVE-2024-0001", "pkg:npm/a@1", { severity: "critical" })])]);
    const document = () => publish(deps, [vex(statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected"))]);
    const [first] = await document();
    expect(first).toMatchObject({ applied: 1 });
    expect(first?.rows[0]?.findings[0]?.words).toBe("stays new: proposed, a second person decides");
    const detail = await getFinding(deps, { ...scope, number: 1 });
    expect(detail).toMatchObject({ state: "new", proposal: { command: "dismiss", to: "not-exploitable", mine: true } });
    const [second] = await document();
    expect(second).toMatchObject({ unchanged: 1 });
    expect(second?.rows[0]?.findings[0]?.words).toBe("stays new: a proposal waits already");
  });

  it("take back neither what the tool was told nor what the code says", async () => {
    const suppressed = { by: "in-code", reason: "nosemgrep" } as const;
    await publish(deps, [
      run([
        advisory("CVE-2024-0001", "pkg:npm/a@1", { severity: "low", suppressed }),
        advisory("CVE-2024-0002", "pkg:npm/b@1", { severity: "low", suppressed: { by: "tool" } }),
      ]),
    ]);
    const [stored] = await publish(deps, [
      vex(statement("CVE-2024-0001", "pkg:npm/a@1", "affected"), statement("CVE-2024-0002", "pkg:npm/b@1", "affected")),
    ]);
    expect(stored?.rows.map((row) => row.findings[0]?.words)).toEqual([
      "stays dismissed: the code itself says so",
      "stays dismissed: the tool's own configuration says so",
    ]);
  });

  it("never overrule what a person confirmed, also when scans did not see it for a while", async () => {
    await createTestRevision(deps, { depth: 1 });
    const seen = [testResult({ key: "a", severity: "low", advisories: ["CVE-2024-0001"], package: "pkg:npm/a@1" })];
    await publishTestScan(deps, 1, seen);
    const { rowVersion } = await getFinding(deps, { ...scope, number: 1 });
    await decideFinding(deps, { ...scope, findings: [{ number: 1, rowVersion }], decision: { command: "confirm" } });
    await publishTestScan(deps, 1, [], { detectors: [] });
    expect(await stateOf(1)).toBe("not-observed");
    await publishTestScan(deps, 1, seen);
    const [stored] = await publish(deps, [vex(statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected"))]);
    expect(stored?.rows[0]?.findings[0]?.words).toBe("stays confirmed: a person has decided it");
    expect(await stateOf(1)).toBe("confirmed");
  });

  it("see no finding of another organization", async () => {
    await publish(other.as("security-lead"), [run([advisory("CVE-2024-0001", "pkg:npm/a@1")])]);
    const [stored] = await publish(deps, [vex(statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected"))]);
    expect(stored).toMatchObject({ applied: 0, unmatched: 1 });
    const detail = await getFinding(other.as("security-lead"), { ...scope, number: 1 });
    expect(detail.state).toBe("new");
  });

  it("hide the number of a restricted finding from those who read the scan", async () => {
    await publish(deps, [run([advisory("CVE-2024-0001", "pkg:npm/a@1")])]);
    await test.owner.query("UPDATE finding SET restricted = true WHERE organization_id = $1", [deps.organizationId]);
    const [stored] = await publish(deps, [vex(statement("CVE-2024-0001", "pkg:npm/a@1", "not_affected"))]);
    for (const row of stored?.rows ?? []) expect(row.findings.every(({ number }) => number === null)).toBe(true);
  });

  it("closes an advisory that a tool with a whole database no longer reports, also after an upgrade", async () => {
    await publish(deps, [
      run([advisory("CVE-2024-0001", "pkg:npm/a@1.0.0"), advisory("CVE-2024-0002", "pkg:npm/b@1")]),
    ]);
    await publish(deps, [run([advisory("CVE-2024-0001", "pkg:npm/a@1.0.1")])]);
    expect(await Promise.all([1, 2].map(stateOf))).toEqual(["new", "resolved"]);
  });
});
