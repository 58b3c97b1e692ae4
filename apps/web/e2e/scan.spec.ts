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
  test.setTimeout(2 * WORK_MS);
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
  await expect(page.getByRole("list", { name: "Findings" }).getByText("src/Jar.sol").first()).toBeVisible();
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
  await expect(page.getByText("12 open findings", { exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Close 11" }).click();
  await expect(page.getByText(/closings of .+ are held$/)).toHaveCount(0);
  await page.goto(`${project}/finding`);
  await expect(page.getByText("1 open finding", { exact: true })).toBeVisible();

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
  await expect(page.getByText("1 open finding", { exact: true })).toBeVisible();
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
