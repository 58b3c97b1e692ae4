import { entriesOf, tarGz } from "./archive.ts";
import { BROKEN_ROOT, JAR, type Result, sarif } from "./contents.ts";
import {
  addArchive,
  addReport,
  checkScreen,
  DEMO,
  expect,
  figure,
  fresh,
  giveFile,
  makeProject,
  rowOf,
  signInAs,
  test,
  WORK_MS,
} from "./support.ts";

test("a revision is scanned: progress, cancelled, tried again, what came of it and what nobody looked at", async ({
  page,
}) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Mole"));
  await page.goto(`${project}/scan`);
  await expect(page.getByRole("heading", { name: "Nothing was scanned yet" })).toBeVisible();
  await checkScreen(page, "no scans");

  const revision = await addArchive(page, project, "mole.tar.gz", tarGz(entriesOf({ ...JAR, ...BROKEN_ROOT })));
  await page.goto(`${project}/source/${revision}`);
  await page.getByRole("button", { name: "Scan", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Scan 1" })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Scan 1" }).first()).toBeVisible();

  // The strip at the top tells of it on every page of the project, and stops it.
  await page.getByRole("button", { name: /^Running work: Scan 1/ }).click();
  const strip = page.getByRole("dialog", { name: "Running work" });
  await expect(strip.getByRole("link", { name: "Scan 1" })).toBeVisible();
  await strip.getByRole("button", { name: "Cancel Scan 1" }).click();
  await expect(page.getByText("cancelled", { exact: true }).first()).toBeVisible({ timeout: WORK_MS });
  await expect(page.getByRole("button", { name: /^Running work/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Cancel scan", exact: true })).toBeVisible();
  const log = page.getByRole("log", { name: "Scan log" });
  await expect(log.getByText(/\S/).first()).toBeVisible({ timeout: WORK_MS });
  await checkScreen(page, "running scan");
  await expect(
    page
      .getByRole("main")
      .getByText(/^(finished|partly)$/)
      .first(),
  ).toBeVisible({ timeout: WORK_MS });

  // One root cannot be built: what needs a build says so, and the others looked at it all the same.
  const gaps = page.getByRole("table", { name: "Not scanned" });
  await expect(gaps.getByRole("row").filter({ hasText: "vendor" }).first()).toBeVisible();
  await expect(figure(page, "New")).toHaveText(/^[1-9]\d*$/);
  const scanners = page.getByRole("complementary", { name: "Scanners" });
  const one = scanners.getByRole("button", { name: /^\S+ Redoubt detectors/ });
  await one.click();
  await expect(page).toHaveURL(/scanner=redoubt/);
  await expect(log.getByText("redoubt").first()).toBeVisible();
  await expect(log.getByText("secretlint")).toHaveCount(0);
  await one.click();
  await expect(log.getByText("secretlint").first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Find in log" }).fill("no line has such words");
  await expect(log.getByText("No line has these words.")).toBeVisible();
  await checkScreen(page, "scan");

  await page.getByRole("link", { name: "Open findings" }).click();
  await expect(
    page
      .getByRole("list", { name: "Findings" })
      .getByText(/Jar\.sol/)
      .first(),
  ).toBeVisible();
  await page.goto(`${project}/scan`);
  await expect(rowOf(page, "Scans", "Scan 1").getByRole("link", { name: "Scan 1" })).toBeVisible();
  await checkScreen(page, "scans");
  await page.goto(`${project}/source/${revision}`);
  await expect(page.getByRole("link", { name: "Scan 1" })).toBeVisible();
});

const RULE = "shout";
const TEN_AND_TWO: readonly Result[] = Array.from({ length: 12 }, (_, index) => ({
  rule: RULE,
  text: `Shouting number ${index + 1}`,
  path: `src/Part${index + 1}.sol`,
  line: 10 + index,
  score: 5,
}));

test("a report that closes too much at once waits for a person", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Spit"));
  await addReport(page, project, "first.sarif", sarif("Loud Lint", [RULE], TEN_AND_TWO));
  await expect(figure(page, "New")).toHaveText("12");

  await addReport(page, project, "second.sarif", sarif("Loud Lint", [RULE], TEN_AND_TWO.slice(0, 1)));
  await expect(page.getByText(/^11 closings of .+ are held$/)).toBeVisible();
  await expect(page.getByText("92 % of 12 open findings of this scanner would close at once")).toBeVisible();
  await checkScreen(page, "held closings");
  await page.goto(`${project}/finding`);
  await expect(page.getByText("12 of 12 findings read", { exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Close 11" }).click();
  await expect(page.getByText(/closings of .+ are held$/)).toHaveCount(0);
  await page.goto(`${project}/finding`);
  await expect(page.getByText("1 of 1 finding read", { exact: true })).toBeVisible();

  // A report that was cut off is read to where it ends, and closes nothing.
  await page.goto(`${project}/source/new`);
  const whole = sarif("Loud Lint", [RULE], []);
  await giveFile(page, "cut.sarif", whole.slice(0, whole.indexOf('"results"') + 10));
  await expect(page.getByText(/The report cannot be read: the report ends in the middle/).first()).toBeVisible({
    timeout: WORK_MS,
  });
  await expect(page.getByText("failed", { exact: true }).first()).toBeVisible();
  await checkScreen(page, "failed import");
  await page.goto(`${project}/finding`);
  await expect(page.getByText("1 of 1 finding read", { exact: true })).toBeVisible();
});

test("an upload says what it would do, and waits until somebody publishes it or throws it away", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Trivet"));
  const [one, two, three] = TEN_AND_TWO;
  const of = (...results: (Result | undefined)[]) =>
    sarif(
      "Loud Lint",
      [RULE],
      results.flatMap((each) => each ?? []),
    );
  await addReport(page, project, "first.sarif", of(one, two));
  await expect(page.getByText(/published it after a look at what it would do/)).toBeVisible();

  await page.goto(`${project}/source/new`);
  await giveFile(page, "second.sarif", of(two, three));
  await expect(page.getByText("Nothing was published yet", { exact: true })).toBeVisible({ timeout: WORK_MS });
  await expect(page.getByText("second.sarif").first()).toBeVisible();
  const kinds = page.getByRole("tablist", { name: "What becomes of findings" });
  await expect(kinds.getByRole("tab")).toHaveText(["New1", "Would close1", "Unchanged1"]);
  await expect(rowOf(page, "New", "Shouting number 3").getByText("Nothing known looks like it.").last()).toBeVisible();
  await checkScreen(page, "preview of an import");
  const way = page.getByRole("navigation", { name: "Breadcrumbs" });
  await expect(way.getByText("Import 2", { exact: true })).toBeVisible();
  await kinds.getByRole("tab", { name: /^Would close/ }).click();
  await expect(
    rowOf(page, "Would close", "F-1")
      .getByText(/was on/)
      .last(),
  ).toBeVisible();
  const preview = page.url();
  await page.goto(`${project}/finding`);
  await expect(page.getByText("2 of 2 findings read", { exact: true })).toBeVisible();

  // The same file again is the same import.
  await page.goto(`${project}/source/new`);
  await giveFile(page, "second.sarif", of(two, three));
  await expect(page).toHaveURL(preview);
  await expect(page.getByText(/This report is here already/)).toBeVisible();
  await page.getByRole("button", { name: "Throw away" }).click();
  await expect(page.getByText(/threw it away/)).toBeVisible();
  await expect(page.getByText("cancelled", { exact: true }).first()).toBeVisible();
  await page.goto(`${project}/scan`);
  await expect(rowOf(page, "Scans", "Import 2").getByText("cancelled")).toBeVisible();
});

const ADVISORY = "GHSA-qv7w-2j4m-9x3c";
const AUDIT = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    ladle: {
      ...{ name: "ladle", severity: "moderate", isDirect: true, effects: [], range: "<2.0.0", fixAvailable: true },
      nodes: ["node_modules/ladle"],
      via: [
        {
          ...{ source: 1, name: "ladle", dependency: "ladle", title: "Ladle spills", severity: "moderate" },
          ...{ url: `https://github.com/advisories/${ADVISORY}`, cwe: ["CWE-400"], range: "<2.0.0" },
        },
      ],
    },
  },
  metadata: {},
});
const says = (name: string, purl: string) => ({
  ...{ vulnerability: { name }, products: [{ "@id": purl }], status: "not_affected" },
  justification: "vulnerable_code_not_in_execute_path",
});
const VEX = JSON.stringify({
  ...{ "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex/1", author: "Kitchen Works" },
  ...{ timestamp: "2026-11-01T00:00:00Z", version: 1 },
  statements: [says(ADVISORY, "pkg:npm/ladle"), says("CVE-2020-0001", "pkg:npm/ladle")],
});

test("reports of other tools are known by their content, and a VEX document decides", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Ladle"));
  // Its name says nothing; what stands in it does.
  await addReport(page, project, "output.txt", AUDIT);
  await expect(figure(page, "New")).toHaveText("1");
  await addReport(page, project, "statements.json", VEX);
  const statements = page.getByRole("table", { name: "Statements" });
  await expect(page.getByText("1 applied, 0 changed nothing, 1 about no finding")).toBeVisible();
  await expect(rowOf(page, "Statements", ADVISORY).getByText("new → dismissed")).toBeVisible();
  await expect(rowOf(page, "Statements", "CVE-2020-0001").getByText("about no finding")).toBeVisible();
  await checkScreen(page, "statements");
  await statements.getByRole("link", { name: "F-1" }).click();
  await expect(page.getByText(/says: GHSA-qv7w-2j4m-9x3c not affected/i).first()).toBeVisible();

  await page.goto(`${project}/source/new`);
  await giveFile(page, "bomb.xml", '<!DOCTYPE site [<!ENTITY a "b">]><site/>');
  await expect(page.getByText(/document type definition \(DTD\), which is refused/).first()).toBeVisible({
    timeout: WORK_MS,
  });
});

test("the demo's scans say what moved, what was closed, and what moves no state", { tag: "@story" }, async ({
  page,
}) => {
  await signInAs(page, "developer");
  await page.goto(`${DEMO.project}/scan`);
  await page.getByRole("table", { name: "Scans" }).getByRole("link", { name: "Scan 3" }).click();
  for (const label of ["Moved", "Closed"]) await expect(figure(page, label)).toHaveText(/^[1-9]\d*$/);
  await page.goto(`${DEMO.project}/scan/4`);
  await expect(page.getByText("results are stored and shown, and move no state")).toBeVisible();
});
