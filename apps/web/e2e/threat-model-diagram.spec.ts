import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { checkScreen, DEMO, expect, fresh, makeProject, signInAs, test } from "./support.ts";

const box = (page: Page, name: string) => page.locator(".react-flow__node").filter({ hasText: name });
const saved = (page: Page) =>
  expect(page.getByRole("toolbar", { name: "Drawing" }).getByRole("status")).toHaveText("saved");

async function add(page: Page, kind: string, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("menuitem", { name: kind, exact: true }).click();
  const form = page.getByRole("form", { name: /^Change New / });
  await form.getByRole("textbox", { name: "Name" }).fill(name);
  await form.getByRole("button", { name: "Save element" }).click();
  await expect(box(page, name)).toBeVisible();
  await saved(page);
}

/** Drags by the left upper part of a box, where no handle is. */
async function drag(page: Page, name: string, by: { x: number; y: number }): Promise<void> {
  const at = await box(page, name).boundingBox();
  if (at === null) throw new Error(`${name} is not drawn`);
  await page.mouse.move(at.x + 24, at.y + 14);
  await page.mouse.down();
  await page.mouse.move(at.x + 24 + by.x / 2, at.y + 14 + by.y / 2, { steps: 4 });
  await page.mouse.move(at.x + 24 + by.x, at.y + 14 + by.y, { steps: 4 });
  await page.mouse.up();
}

test("boxes are added, nested, connected, arranged, taken back and saved as a picture", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Canvas"));
  await page.goto(`${project}/threat-model/diagram`);
  await expect(page.getByText("Nothing is chosen")).toBeVisible();
  await add(page, "Boundary", "Chain");
  await drag(page, "Chain", { x: -180, y: -60 });
  await saved(page);
  await add(page, "Contract", "Vault");
  await add(page, "Oracle", "Feed");
  await drag(page, "Feed", { x: 120, y: 160 });
  await saved(page);

  // Dropped into the frame it stands there, and the outline says so.
  const frame = await box(page, "Chain").boundingBox();
  const vault = await box(page, "Vault").boundingBox();
  if (frame === null || vault === null) throw new Error("a box is missing");
  await drag(page, "Vault", { x: frame.x + 80 - vault.x, y: frame.y + 80 - vault.y });
  await saved(page);

  // From the dot at the side of one box to the other.
  const from = box(page, "Vault").locator(".react-flow__handle-bottom");
  await from.dragTo(box(page, "Feed").locator(".react-flow__handle-top"));
  const flow = page.getByRole("form", { name: "Change the flow" });
  await flow.getByLabel("What flows").fill("price");
  await flow.getByRole("button", { name: "Save flow" }).click();
  await expect(page.getByText("price", { exact: true })).toBeVisible();

  // By keyboard: chosen, moved, out of scope with a reason, removed, and taken back.
  await box(page, "Feed").click({ position: { x: 24, y: 14 } });
  const before = await box(page, "Feed").boundingBox();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await box(page, "Feed").boundingBox())?.x).toBeGreaterThan(before?.x ?? 0);
  await saved(page);
  const form = page.getByRole("form", { name: "Change Feed" });
  await form.getByLabel("Out of scope", { exact: true }).click();
  await form.getByRole("button", { name: "Save element" }).click();
  await expect(form.getByText("Say why it is out of scope.")).toBeVisible();
  await form.getByLabel("Why it is out of scope").fill("Another team's");
  await form.getByRole("button", { name: "Save element" }).click();
  await expect(box(page, "Feed")).toContainText("out of scope");
  await box(page, "Feed").click({ position: { x: 24, y: 14 } });
  await page.keyboard.press("Delete");
  await expect(box(page, "Feed")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(box(page, "Feed")).toBeVisible();
  await expect(page.getByText("price", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(box(page, "Feed")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(box(page, "Feed")).toBeVisible();
  await saved(page);
  await page.getByRole("button", { name: "Arrange" }).click();
  await saved(page);
  await checkScreen(page, "a diagram");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as picture" }).click();
  await page.getByRole("menuitem", { name: "SVG" }).click();
  const svg = await readFile(await (await download).path(), "utf8");
  expect(svg).toContain(">Vault</text>");
  expect(svg).toContain(">price</text>");

  await page.goto(`${project}/threat-model/outline`);
  const inside = page
    .getByRole("listitem")
    .filter({ hasText: /^Chain/ })
    .getByRole("listitem");
  await expect(inside.filter({ hasText: "Vault" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Flows" }).getByText("Vault to Feed")).toBeVisible();
});

test("the demo's drawing is read by a manager, and changed by none", async ({ page }) => {
  await signInAs(page, "manager");
  await page.goto(`${DEMO.project}/threat-model/diagram`);
  await box(page, "MeridianOracle").click({ position: { x: 24, y: 14 } });
  await expect(page.getByRole("complementary", { name: "What is chosen" })).toContainText("MeridianOracle");
  await expect(page.getByRole("button", { name: "Add", exact: true })).toHaveCount(0);
});
