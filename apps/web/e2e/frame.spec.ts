import type { Locator, Page } from "@playwright/test";
import { sarif } from "./contents.ts";
import {
  addReport,
  checkScreen,
  DEMO,
  expect,
  fresh,
  invite,
  join,
  makeProject,
  signInAs,
  signOut,
  test,
} from "./support.ts";

test("the palette goes anywhere by name and sets the theme, which stays", async ({ page }) => {
  await signInAs(page, "lead");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  // Pages are there before they listen to keys.
  await expect(async () => {
    if (!(await palette.isVisible())) await page.keyboard.press("ControlOrMeta+k");
    await expect(palette).toBeVisible({ timeout: 2000 });
  }).toPass();
  await checkScreen(page, "palette");
  await page.keyboard.type("no such thing");
  await expect(palette.getByText("Nothing has that name or number.")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("meridian vault");
  await expect(palette.getByRole("option").first()).toContainText("Meridian Vault");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${DEMO.project}$`));
  await expect(palette).toBeHidden();
  await page.getByRole("button", { name: "Search or run" }).first().click();
  await page.keyboard.type("pocs");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/verification$/);

  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("dark theme");
  await page.keyboard.press("Enter");
  await expect.poll(theme).toBe("dark");
  await page.reload();
  expect(await theme()).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator(".side-foot").getByRole("button").click();
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
  await expect.poll(theme).toBe("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(theme).toBe("dark");

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Organization Meridian Labs, switch" }).click();
  const organization = page.getByRole("menuitem", { name: /Meridian Labs/ });
  await expect(organization.getByLabel("on screen")).toBeVisible();
  await organization.click();
  await expect(page.getByRole("table", { name: "Projects" })).toBeVisible();
  await page.goto(`${DEMO.organization}/project`);
  await expect(page).toHaveURL(new RegExp(`${DEMO.organization}$`));
});

test("on a phone the navigation is a drawer", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, "manager");
  await page.getByRole("button", { name: "Navigation" }).click();
  const drawer = page.getByRole("dialog", { name: "Navigation" });
  await drawer.getByRole("link", { name: "Findings" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Findings" })).toBeVisible();
  await expect(drawer).toBeHidden();
});

test("from sign-in to a decision with the keyboard alone", async ({ page }) => {
  await signInAs(page, "lead");
  const name = fresh("Keyboard");
  const project = await makeProject(page, name);
  const results = ["one", "two"].map((word, index) => ({
    rule: "r",
    text: `Weakness number ${word}`,
    path: "src/A.sol",
    line: index + 1,
    score: 5,
  }));
  await addReport(page, project, "two.sarif", sarif("Two Lint", ["r"], results));
  const link = await invite(page, "Developer");
  await signOut(page);
  const person = await join(page, link, fresh("Yuri"));
  await signOut(page);

  // From here on no mouse.
  const { keyboard } = page;
  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("Work e-mail"));
  await keyboard.type(person.email);
  await keyboard.press("Tab");
  await keyboard.type(person.password);
  await keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Projects" })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: "Skip to content" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, page.getByRole("main").getByRole("link", { name, exact: true }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await keyboard.press("Control+k");
  await keyboard.type("findings");
  await expect(page.getByRole("option").first()).toContainText("Findings");
  await keyboard.press("Enter");
  const list = page.getByRole("list", { name: "Findings" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await keyboard.press("j");
  await keyboard.press("j");
  // On a busy machine the list is there a moment before it hears keys.
  await expect(async () => {
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Weakness number/, { timeout: 3000 });
  }).toPass();

  const panel = page.getByRole("complementary", { name: "Decision and history" });
  await expect(panel.getByRole("button", { name: "Start fix" })).toBeVisible();
  await keyboard.press("2");
  await expect(panel.getByText("started the fix")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Undo: back to new" })).toBeEnabled();
  await keyboard.press("z");
  await expect(panel.getByText("(taken back)")).toHaveCount(1);
  await expect(panel.getByRole("button", { name: "False positive" })).toBeEnabled();
  await keyboard.press("3");
  await expect(panel.getByRole("textbox", { name: "Why" })).toBeFocused();
  await keyboard.type("The caller checks it.");
  await keyboard.press("Control+Enter");
  await expect(panel.getByText("dismissed it as false positive")).toBeVisible();
  await keyboard.press("c");
  await keyboard.type("Seen with the keyboard.");
  await keyboard.press("Control+Enter");
  await expect(panel.getByText("Seen with the keyboard.")).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("u");
  await expect(list).toBeVisible();
  await keyboard.press("/");
  await keyboard.type("state:dismissed ");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText("false positive");
});

/** Presses Tab until the element has the focus; fails when a whole round did not reach it. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const isFocused = () => wanted.evaluate((element) => element === document.activeElement);
  await expect(wanted).toBeAttached();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await isFocused()) return;
    await page.keyboard.press("Tab");
  }
  await expect(wanted).toBeFocused();
}
