import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { checkScreen, DEMO, expect, fresh, makeProject, rowOf, signInAs, test, WORK_MS } from "./support.ts";

test("the overview says in three sentences what moved, and every number opens its rows", { tag: "@story" }, async ({
  page,
}) => {
  await signInAs(page, "lead");
  await expect(page.getByRole("table", { name: "Projects" })).toBeVisible();
  await checkScreen(page, "projects");
  await page.getByRole("main").getByRole("link", { name: "Meridian Vault" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Meridian Vault" })).toBeVisible();
  for (const term of ["Better", "Worse", "Do next"])
    await expect(page.getByRole("term").getByText(term, { exact: true })).toBeVisible();
  await expect(page.getByText(/came back in v1\.2\.0: F-2 Pool price wins over the feed/)).toBeVisible();
  await expect(page.getByText("What this page cannot see")).toBeVisible();
  await checkScreen(page, "overview");

  const criticals = page.getByRole("link", { name: /^\d+ open critical findings$/ });
  const count = Number(await criticals.innerText());
  expect(count).toBeGreaterThan(0);
  await criticals.click();
  await expect(page).toHaveURL(/severity=critical/);
  await expect(page.getByRole("list", { name: "Findings" }).getByRole("listitem")).toHaveCount(count);
  await page.goBack();
  await page
    .getByRole("table", { name: "Open critical and high findings" })
    .getByRole("link", { name: /Pool price/ })
    .click();
  await expect(page).toHaveURL(/finding\/F-2$/);
});

test("who found what: a row opens to its reasons, and the table goes to a colleague", { tag: "@story" }, async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInAs(page, "developer");
  await page.goto(DEMO.project);
  await page.getByRole("link", { name: "Who found what" }).click();
  const table = page.getByRole("table", { name: "Planted weaknesses by who found them" });
  await expect(table.getByRole("button", { name: /^W\d+/ })).toHaveCount(18);
  const pool = table.getByRole("button", { name: /^W2\b.*no static tool reports it/ });
  await pool.click();
  await expect(page).toHaveURL(/row=W2/);
  await expect(table.getByText("src/MeridianOracle.sol").first()).toBeVisible();
  await expect(table.getByText("looked, saw nothing").first()).toBeAttached();
  await checkScreen(page, "who found what");
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown).toMatch(/^# Who found what\n/);
  expect(markdown.split("\n").filter((line) => /^\| W\d+ \|/.test(line))).toHaveLength(18);
  await table.getByRole("link", { name: "F-2", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Pool price wins over the feed" })).toBeVisible();
});

test("a manager freezes a report; its documents are what the hash says", { tag: "@story" }, async ({ page }) => {
  await signInAs(page, "manager");
  await page.goto(`${DEMO.project}/report`);
  await checkScreen(page, "reports of a project");
  await page.getByRole("button", { name: "Freeze a risk report" }).click();
  await expect(page).toHaveURL(/report\/\d+$/);
  await expect(page.getByText("by Leïla Haddad")).toBeVisible();
  await expect(page.getByText(/^Changed since report \d+ of/)).toBeVisible();
  await expect(page.getByText("Would we sleep?")).toBeVisible();
  for (const title of [
    "Decisions requested",
    "What we do not know",
    "Method and limits",
    "Open critical and high findings in detail",
    "PoC results",
    "Scan coverage",
    "Not scanned, and why",
    "What this report cannot see",
    "Hash of the data",
  ])
    await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "PDF" })).toBeVisible({ timeout: WORK_MS });
  await checkScreen(page, "risk report");

  const shown = await page.getByText(/^[0-9a-f]{64}$/).innerText();
  const json = await download(page, "JSON");
  expect(createHash("sha256").update(json).digest("hex")).toBe(shown);
  // The rule that the page states: keys in order, no spaces, so that anyone can make the same bytes from the values.
  expect(canonical(JSON.parse(json.toString("utf8")))).toBe(json.toString("utf8"));
  const pdf = await download(page, "PDF");
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.subarray(-1024).toString("latin1")).toContain("%%EOF");
  const markdown = (await download(page, "Markdown")).toString("utf8");
  expect(markdown).toMatch(/^# /);
  expect(markdown).toContain(shown);
  expect(markdown).toContain("Pool price wins over the feed");

  const number = /report\/(\d+)$/.exec(page.url())?.[1] ?? "";
  await page.goto(`${DEMO.organization}/report`);
  await expect(rowOf(page, "Reports of all projects", `Risk report ${number}`).first()).toContainText("Meridian Vault");
  await checkScreen(page, "reports of all projects");

  // A developer reads it and makes none.
  await signInAs(page, "developer");
  await page.goto(`${DEMO.project}/report`);
  await expect(rowOf(page, "Reports", `Risk report ${number}`).getByRole("img", { name: "ready" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Freeze a risk report" })).toHaveCount(0);
  await rowOf(page, "Reports", `Risk report ${number}`).getByRole("link").click();
  await expect(page.getByText(shown)).toBeVisible();
  await expect(page.getByRole("link", { name: "PDF" })).toBeVisible();
});

test("a project without anything has no report, and says what to do", async ({ page, console }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Blank"));
  await page.goto(`${project}/report`);
  await expect(page.getByRole("heading", { name: "No report yet" })).toBeVisible();
  await checkScreen(page, "no reports");
  console.tolerate(/status of 4\d\d/);
  await page.getByRole("button", { name: "Freeze a risk report" }).click();
  await expect(page.getByText("There is nothing to report on yet.").first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Add code" })).toBeVisible();
  console.tolerate(/status of 404/);
  await page.goto(`${project}/report/coverage`);
  await expect(page.getByRole("heading", { name: "There is nothing here for you" })).toBeVisible();
});

test("documents that are made before the page is drawn are on it", { tag: "@story" }, async ({ page }) => {
  await signInAs(page, "lead");
  await page.goto(`${DEMO.project}/report`);
  // The page's own data is read, and reaches the browser when the worker has long ended.
  await page.route(/\/report\/\d+\?_rsc=/, async (route) => {
    const answer = await route.fetch();
    const { pathname } = new URL(route.request().url());
    const isMade = async () => (await page.request.get(`/api${pathname}/md`)).status();
    await expect.poll(isMade, { timeout: WORK_MS }).toBe(200);
    await route.fulfill({ response: answer });
  });
  await page.getByRole("button", { name: "Freeze a risk report" }).click();
  await expect(page).toHaveURL(/report\/\d+$/, { timeout: WORK_MS });
  await expect(page.getByRole("link", { name: "PDF" })).toBeVisible();
});

async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name, exact: true }).click(),
  ]);
  return readFileSync(await file.path());
}

/** JSON with sorted keys and without spaces. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}
