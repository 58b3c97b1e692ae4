import type { Page } from "@playwright/test";
import { entriesOf, tarGz } from "./archive.ts";
import { JAR, JAR_POC, MENDED_JAR } from "./contents.ts";
import {
  addArchive,
  checkScreen,
  choose,
  DEMO,
  expect,
  fresh,
  makeProject,
  rowOf,
  signInAs,
  test,
  WORK_MS,
} from "./support.ts";

test("the demo's exploits by revision, and one of them again with its live log", { tag: "@story" }, async ({
  page,
}) => {
  await signInAs(page, "developer");
  await page.goto(`${DEMO.project}/verification`);
  const matrix = rowOf(page, "PoCs by revision", "PoolPrice.t.sol");
  await expect(matrix.getByRole("cell").filter({ hasText: /reproduce/ })).toHaveText([
    "reproduces",
    "does not reproduce",
    "reproduces again",
    "reproduces again",
  ]);
  await checkScreen(page, "PoCs");
  await matrix.getByRole("link", { name: "reproduces again" }).first().click();

  await expect(page).toHaveURL(/run=/);
  await expect(page.getByRole("region", { name: /^Source of test\/poc\/PoolPrice\.t\.sol/ })).toContainText("contract");
  const log = page.getByRole("region", { name: "Log", exact: true });
  await expect(log).toContainText("reproduces");
  await expect(page.getByRole("list", { name: "Tests" }).getByText("passed", { exact: true }).first()).toBeVisible();
  await checkScreen(page, "PoC");

  await page.getByRole("button", { name: "Run on v1.1.0" }).click();
  await expect(page.getByText("1 run asked for.")).toBeVisible();
  // Its log takes the place of the one that was shown.
  await expect(rowOf(page, "All runs", /waiting|running/)).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Run on v1.1.0" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^does not reproduce$/ })).toBeAttached({ timeout: WORK_MS });
  await expect(log).toContainText("Undercollateralised()");
  await expect(page.getByText("kept and shown, moves no state")).toBeVisible();
  // Verdicts of older revisions stand; the finding is as open as it was.
  await page.getByRole("link", { name: /^F-2 / }).click();
  await expect(page.getByText("regressed", { exact: true }).first()).toBeVisible();
});

test("an exploit is attached, reproduces, and closes its finding when the code is mended", async ({ page }) => {
  test.setTimeout(2 * WORK_MS);
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Lock"));
  await page.goto(`${project}/verification`);
  await expect(page.getByRole("heading", { name: "No PoC yet" })).toBeVisible();
  await checkScreen(page, "no PoCs");

  await addArchive(page, project, "lock.tar.gz", tarGz(entriesOf(JAR)));
  await record(page, project);
  await page.getByRole("button", { name: "Attach a PoC" }).click();
  const file = page.getByLabel("Test file", { exact: true }).last();
  await file.setInputFiles({ name: "words.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await expect(page.getByText("words.txt is no forge test")).toBeVisible();
  await page.getByRole("radio", { name: "In a revision" }).click();
  await expect(page.getByText("No forge test of this revision fits.")).toBeVisible();
  await page.getByRole("radio", { name: "A file of mine" }).click();
  await checkScreen(page, "attach a PoC");
  await file.setInputFiles({ name: "EmptyJar.t.sol", mimeType: "text/plain", buffer: Buffer.from(JAR_POC) });
  await expect(page.getByText("EmptyJar.t.sol is attached")).toBeVisible();
  const why = page.getByRole("main");
  await expect(why.getByText("reproduces", { exact: true }).first()).toBeVisible({ timeout: WORK_MS });

  // The same file runs on what comes next by itself.
  const finding = page.url();
  await addArchive(page, project, "lock.tar.gz", tarGz(entriesOf(MENDED_JAR)));
  await page.goto(finding);
  await expect(why.getByText("does not reproduce", { exact: true })).toBeVisible({ timeout: WORK_MS });
  await expect(page.getByText("resolved", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/does not reproduce on revision 2/)).toBeVisible();

  await page.goto(`${project}/verification/1`);
  await expect(rowOf(page, "All runs", "does not reproduce")).toHaveCount(1);
  await expect(page.getByRole("list", { name: "Tests" }).getByText("test_strangerEmptiesTheJar")).toBeVisible();
});

async function record(page: Page, project: string): Promise<void> {
  await page.goto(`${project}/finding/new`);
  const form = page.getByRole("form", { name: "Record a finding" });
  await form.getByLabel("Title").fill("Anyone empties the jar");
  await choose(page, form.getByRole("combobox", { name: "Severity" }), "High");
  await form.getByLabel("Description").fill("`empty` never asks who calls.");
  await form.getByRole("button", { name: "Record" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anyone empties the jar" })).toBeVisible();
}
