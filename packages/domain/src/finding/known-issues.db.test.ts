import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { csvCell } from "../shared/index.ts";
import type { Decision } from "./schema.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { exportKnownIssues, listKnownIssues } from "./use-cases/list-known-issues.ts";
import { recordFinding } from "./use-cases/record-finding.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  const owner = project.organization.members.developer.memberId;
  const until = new Date(Date.now() + 86_400_000);
  const decisions: (Decision | null)[] = [
    { command: "acknowledge", reason: "until the new oracle", owner, until },
    { command: "dismiss", reason: "wont-fix", comment: "=cmd|' /C calc'!A0" },
    { command: "dismiss", reason: "by-design", comment: "the <b>owner</b> is a Safe" },
    { command: "dismiss", reason: "false-positive", comment: "no" },
    null,
    { command: "dismiss", reason: "by-design", comment: "secret" },
  ];
  for (const [at, decision] of decisions.entries()) {
    const text = { title: `+Issue "${at + 1}", known`, description: "x" };
    const { number } = await recordFinding(lead, { ...scope, ...text, severity: "medium", confidence: "high" });
    if (decision !== null) await decideFinding(lead, { ...scope, findings: [{ number, rowVersion: 1 }], decision });
  }
  await test.owner.query("UPDATE finding SET restricted = true WHERE project_id = $1 AND number = 6", [lead.projectId]);
});
afterAll(() => test.drop());

describe("known issues", () => {
  it("are what is true and not fixed now, without what is restricted, of this project alone", async () => {
    const list = await listKnownIssues(project.as("manager"));
    expect(list.issues.map(({ number, status, reason }) => [number, status, reason])).toEqual([
      [1, "acknowledged", "until the new oracle"],
      [2, "wont-fix", "=cmd|' /C calc'!A0"],
      [3, "by-design", "the <b>owner</b> is a Safe"],
    ]);
    expect(list).toMatchObject({ restricted: 1, more: false });
    const other = await createTestProject(test.database);
    expect(await listKnownIssues(other.as("owner"))).toMatchObject({ issues: [], restricted: 0 });
  });

  it("leave as a table that no spreadsheet runs, and the export is recorded", async () => {
    const csv = await exportKnownIssues(project.as("manager"), "csv");
    const lines = csv.split("\r\n");
    expect(lines[0]).toBe("number,severity,status,until,title,reason,place,function");
    expect(lines[2]).toBe(`F-2,medium,wont-fix,,"'+Issue ""2"", known",'=cmd|' /C calc'!A0,,`);
    expect(csv).not.toContain("secret");
    const { rows } = await test.owner.query(
      "SELECT details FROM audit_event WHERE organization_id = $1 AND action = 'finding.export-known-issues'",
      [lead.organizationId],
    );
    expect(rows).toEqual([{ details: { format: "csv", issues: 3 } }]);
  });

  it("leave as Markdown that is no markup of others, and as JSON", async () => {
    const markdown = await exportKnownIssues(lead, "md");
    expect(markdown).toContain("## By design");
    expect(markdown).toContain("the \\<b\\>owner\\</b\\> is a Safe");
    expect(markdown).toContain("1 restricted one is not listed.");
    expect(JSON.parse(await exportKnownIssues(lead, "json"))).toMatchObject({
      format: "redoubt/known-issues@1",
      issues: [{ number: 1 }, { number: 2 }, { number: 3 }],
    });
  });

  it.each([
    ["plain", "plain"],
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["\rx", `"'\rx"`],
    ["\0=1", "'=1"],
    ['a"b', '"a""b"'],
    ["a,b", '"a,b"'],
    ["a\nb", '"a\nb"'],
  ])("writes %j as %j", (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});
