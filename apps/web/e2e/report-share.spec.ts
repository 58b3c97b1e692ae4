import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { checkScreen, choose, DEMO, expect, fresh, signInAs, test, WORK_MS } from "./support.ts";

/** Somebody without an account and without anything of ours. */
async function outsider(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce", storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

test("a manager hands a report on by a link, sees it opened, and takes it back", { tag: "@story" }, async ({
  page,
  browser,
  console,
}) => {
  await signInAs(page, "manager");
  await page.goto(`${DEMO.project}/report/2`);
  await expect(page.getByRole("link", { name: "PDF" })).toBeVisible({ timeout: WORK_MS });
  const who = fresh("The board");
  await page.getByRole("button", { name: "Make a link" }).click();
  const dialog = page.getByRole("dialog", { name: "Link to this report" });
  await dialog.getByLabel("Days").fill("91");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.getByLabel("Link", { exact: true })).toHaveCount(0);
  await dialog.getByLabel("Days").fill("14");
  await dialog.getByLabel("For whom").fill(who);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  expect(link).toMatch(/\/share\/[0-9a-f]{32}\.[\w-]{43}$/);
  await checkScreen(page, "link to a report");
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = page
    .getByRole("complementary", { name: "About this report" })
    .getByRole("listitem")
    .filter({ hasText: who });
  await expect(row).toContainText("not opened yet");

  const reader = await outsider(browser);
  console.also(reader);
  const answer = await reader.goto(link);
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expect(reader.getByRole("heading", { level: 1, name: "Risk report 2" })).toBeVisible();
  await expect(reader.getByText("Would we sleep?")).toBeVisible();
  await expect(reader.locator('meta[name="robots"]').first()).toHaveAttribute("content", /noindex/);
  // Read-only and on its own: nothing leads into the product.
  const ways = await reader
    .getByRole("link")
    .evaluateAll((links) => links.map((each) => each.getAttribute("href") ?? ""));
  expect(ways.filter((href) => !href.startsWith("/api/share/") && !href.startsWith("http"))).toEqual([]);
  await checkScreen(reader, "shared report");
  const [file] = await Promise.all([
    reader.waitForEvent("download"),
    reader.getByRole("link", { name: "PDF" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("meridian-vault-risk-report-2.pdf");
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");

  await expect(row).toContainText(/opened \d+ times/);
  await row.getByRole("button", { name: `Take back the link for ${who}` }).click();
  await expect(row).toContainText("taken back");
  for (const address of [link, `${link.slice(0, -4)}AAAA`, link.replace(/share\/.{32}/, `share/${"0".repeat(32)}`)]) {
    await reader.goto(address);
    await expect(reader.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  }
  await checkScreen(reader, "link that opens nothing");
  await reader.context().close();

  await signInAs(page, "lead");
  await page.goto(`${DEMO.organization}/settings/audit`);
  await expect(page.getByText("report.open-share").first()).toBeVisible();
});

test("two reports are compared, from the report and by choosing others", { tag: "@story" }, async ({ page }) => {
  await signInAs(page, "developer");
  await page.goto(`${DEMO.project}/report/2`);
  await page.getByRole("complementary", { name: "About this report" }).getByRole("link", { name: "Report 1" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Report 1 against report 2" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Came back/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /Pool price wins/ }).first()).toBeVisible();
  await checkScreen(page, "comparison of reports");
});

test("reports are made by schedule, and who wants to be told is told", { tag: "@story" }, async ({ page }) => {
  await signInAs(page, "manager");
  await page.goto(`${DEMO.project}/report`);
  await page.getByRole("button", { name: /^(Schedule reports|Change the schedule)$/ }).click();
  const dialog = page.getByRole("dialog", { name: "Reports by themselves" });
  await choose(page, dialog.getByRole("combobox", { name: "Day" }), "Friday");
  await choose(page, dialog.getByRole("combobox", { name: "Hour" }), "05:00 UTC");
  await checkScreen(page, "schedule of reports");
  await dialog.getByRole("button", { name: "Set the schedule" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("every Friday at 05:00 UTC")).toBeVisible();
  const told = page.getByRole("switch", { name: "Tell me of new reports" });
  await expect(told).toBeChecked();
  await told.click();
  await expect(told).not.toBeChecked();
  await page.reload();
  await expect(told).not.toBeChecked();
  await page.getByRole("button", { name: "End the schedule" }).click();
  await expect(page.getByText("No report is made by itself.")).toBeVisible();
});

test("a finding and the known issues are frozen as documents of their own", { tag: "@story" }, async ({
  page,
  console,
}) => {
  await signInAs(page, "lead");
  await page.goto(`${DEMO.project}/report`);
  await page.getByRole("button", { name: "One finding" }).click();
  const dialog = page.getByRole("dialog", { name: "Report of one finding" });
  console.tolerate(/status of 404/);
  await dialog.getByLabel("Finding").fill("F-99999");
  await dialog.getByRole("button", { name: "Freeze it" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  await dialog.getByLabel("Finding").fill("F-2");
  await dialog.getByRole("button", { name: "Freeze it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "F-2 Pool price wins over the feed" })).toBeVisible();
  await expect(page.getByRole("region", { name: /MeridianOracle\.sol, lines/ })).toBeVisible();
  await checkScreen(page, "report of one finding");

  await page.goto(`${DEMO.project}/report`);
  await page.getByRole("button", { name: "Known issues and scope" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Known issues and scope" })).toBeVisible();
  await expect(page.getByText("Delay can be set to zero").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Out of scope" })).toBeVisible();
  await checkScreen(page, "known issues");
});
