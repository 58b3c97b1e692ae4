import { readFile } from "node:fs/promises";
import { checkScreen, DEMO, expect, fresh, makeProject, signInAs, test, WORK_MS } from "./support.ts";

test("a model goes out to a file of another tool and comes in again; what is malformed is refused with its place", async ({
  page,
}) => {
  await signInAs(page, "lead");
  await page.goto(`${DEMO.project}/threat-model/exchange`);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Threat Dragon 2" }).click();
  const file = await (await download).path();
  await expect(page.getByText("Threat Dragon 2: what the format cannot say")).toBeVisible();
  await expect(page.getByText("a threat on several elements stands on the first of them only")).toBeVisible();
  const report = page.waitForEvent("download");
  await page.getByRole("button", { name: "Report as Markdown" }).click();
  expect(await readFile(await (await report).path(), "utf8")).toContain("### T-13 An attacker reads the helper");

  // As a report: frozen, made by the worker, and given back as a file.
  await page.getByRole("button", { name: "Report as PDF" }).click();
  await expect(page).toHaveURL(/\/report\/\d+$/);
  await expect(page.getByRole("heading", { name: "Threat model", exact: true })).toBeVisible();
  await expect(page.getByText("An attacker reads the helper").first()).toBeVisible();
  await checkScreen(page, "a frozen threat model");
  const link = page.getByRole("link", { name: "PDF" });
  await expect(link).toBeVisible({ timeout: WORK_MS });
  const pdf = page.waitForEvent("download");
  await link.click();
  expect((await readFile(await (await pdf).path())).subarray(0, 5).toString()).toBe("%PDF-");

  // Into another project: seen first, then written; again it is the same model.
  const project = await makeProject(page, fresh("Mirror"));
  await page.goto(`${project}/threat-model/exchange`);
  const box = page.getByLabel("File of a threat model");
  await box.setInputFiles({
    name: "broken.json",
    mimeType: "application/json",
    buffer: Buffer.from('{"summary":{},"detail":{}}'),
  });
  await expect(page.getByText("broken.json cannot be read: summary.title: it is missing")).toBeVisible();
  await box.setInputFiles(file);
  await expect(
    page.getByText(/is of OWASP Threat Dragon: 20 elements, 16 flows, 13 threats, 18 controls/),
  ).toBeVisible();
  await expect(page.getByText("67 parts are new, 0 are there already and are written again, 0 go.")).toBeVisible();
  await checkScreen(page, "what an import does");
  await page.getByRole("button", { name: "Import it" }).click();
  await expect(page.getByText("Imported: 67 added, 0 changed, 0 removed")).toBeVisible();
  await page.goto(`${project}/threat-model`);
  await expect(page.getByRole("link", { name: /^\d+ mitigated, claimed$/ })).toBeVisible();
  await page.goto(`${project}/threat-model/exchange`);
  await box.setInputFiles(file);
  await expect(page.getByText("0 parts are new, 31 are there already and are written again, 0 go.")).toBeVisible();
});
