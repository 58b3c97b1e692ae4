import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { CHECKED } from "./routes-reporter.ts";

/** The demo's people, who sign in through their persona pages. */
export type Persona = "lead" | "developer" | "manager";

export const DEMO = { organization: "/o/meridian-labs", project: "/o/meridian-labs/p/meridian-vault" } as const;
export const THEMES = ["light", "dark"] as const;
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** A theme changes colours and nothing else; all rules are held in the other one. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];
const SMALLEST_TEXT = 12;

interface Watch {
  /** Words in a console message that this test expects, such as the status that a refused request answers with. */
  tolerate(words: RegExp): void;
  /** Watches one more page, such as one of another person's browser. */
  also(page: Page): void;
}

/** As long as a slow machine needs for the demo's three revisions and its branch. */
export const STORY_MS = 12 * 60_000;

/** The test function of every story: errors in the console and uncaught exceptions fail it. */
export const test = base.extend<{ console: Watch }>({
  // Transitions would be caught half way by the contrast check; people who ask for less motion get the same pages.
  contextOptions: { reducedMotion: "reduce" },
  console: [
    async ({ page }, use) => {
      const problems: string[] = [];
      // A stream that begins while its reader signs out is refused.
      const tolerated: RegExp[] = [/status of 404 .*\/api\/o\/[^/]+\/events\)$/];
      const watch = (watched: Page) => {
        watched.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
        watched.on("console", (message) => {
          if (message.type() === "error") problems.push(`${message.text()} (${message.location().url})`);
        });
      };
      watch(page);
      await use({ tolerate: (words) => tolerated.push(words), also: watch });
      expect(problems.filter((text) => !tolerated.some((words) => words.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Waits until the demo has told its story: its second report is the last thing that it makes. */
export async function storyEnds(page: Page): Promise<void> {
  await page.goto(`${DEMO.project}/report`);
  const last = rowOf(page, "Reports", /^Risk report 2(?!\d)/);
  await expect(last.getByRole("img", { name: "ready" })).toBeVisible({ timeout: STORY_MS });
}

/** Signs in as one of the demo's people and waits until the organization is on screen. */
export async function signInAs(page: Page, persona: Persona): Promise<void> {
  await page.goto(`/demo/${persona}`);
  await expect(page).toHaveURL(/\/o\/meridian-labs/);
}

/** Signs out through the menu, as people do. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Organization" }).waitFor();
  await page.locator(".side-foot").getByRole("button").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
}

/** Sets the theme where the switch of the menu sets it. */
export async function setTheme(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
}

/**
 * The checks that a screen must pass, in the state in which it stands: axe in both themes, no text under 12 px, no
 * horizontal scroll at 1280 and on a phone, one primary button. Leaves the page in the desktop's size and light; the
 * story goes on after a problem, so that one run names them all.
 */
export async function checkScreen(page: Page, name: string): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await expect.soft.poll(() => widest(page), { message: `${name}: wider than ${size.width} px` }).toEqual([]);
    expect.soft(await smallTexts(page), `${name}: text under ${SMALLEST_TEXT} px at ${size.width}`).toEqual([]);
  }
  expect.soft((await primaryButtons(page)).slice(1), `${name}: more than one primary button`).toEqual([]);
  await setTheme(page, "dark");
  expect.soft(await axeProblems(page, RULES_OF_COLOUR), `${name}, dark`).toEqual([]);
  await setTheme(page, "light");
  expect.soft(await axeProblems(page), `${name}, light`).toEqual([]);
  // Last: a page is on screen a moment before its address is.
  test.info().annotations.push({ type: CHECKED, description: new URL(page.url()).pathname });
}

/**
 * What axe finds, short enough to be read in a failed test; without frames of others its own tab is not needed. What
 * passes is not written down: on a long page that takes longer than the rules.
 */
export async function axeProblems(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const chosen = rules === undefined ? axe.withTags(AXE_TAGS) : axe.withRules(rules);
  const { violations } = await chosen.setLegacyMode().analyze();
  return violations.flatMap((rule) =>
    rule.nodes.map(
      (node) => `${rule.id}: ${node.target.join(" ")} ${node.any[0]?.message ?? node.all[0]?.message ?? rule.help}`,
    ),
  );
}

/** What makes the page scroll sideways: elements that stick out of a page that is wider than its window. */
export async function widest(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element) => element.scrollWidth > element.clientWidth + 1;
    const body = document.querySelector(".main-body");
    if (!scrolls(document.documentElement) && (body === null || !scrolls(body))) return [];
    const found = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && element.children.length === 0,
    );
    const words = found.map(
      (element) => `${element.tagName.toLowerCase()} ${(element.textContent ?? "").slice(0, 40)}`,
    );
    return [
      `page is ${Math.max(document.documentElement.scrollWidth, body?.scrollWidth ?? 0)} px`,
      ...words.slice(0, 8),
    ];
  });
}

async function smallTexts(page: Page): Promise<string[]> {
  return page.evaluate((smallest) => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (element === null || text === "" || /^(?:SCRIPT|STYLE|NOSCRIPT)$/.test(element.tagName)) continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < smallest && element.getClientRects().length > 0) found.add(`${size} px: ${text.slice(0, 40)}`);
    }
    return [...found];
  }, SMALLEST_TEXT);
}

/** Those on screen; what lies under an open dialog does not count, nor the link that only focus brings into view. */
async function primaryButtons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".btn-primary")]
      .filter((button) => button.closest("[aria-hidden=true], [inert]") === null)
      .filter((button) => {
        const { bottom, width } = button.getBoundingClientRect();
        return width > 0 && bottom + scrollY > 0;
      })
      .map((button) => button.textContent ?? ""),
  );
}

/** The row of a table that holds the text. */
export function rowOf(page: Page | Locator, table: string, text: string | RegExp): Locator {
  return page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: text });
}

/** A token with some scopes, as the settings make one: for a project, or for the whole organization that it is of. */
export async function makeToken(
  page: Page,
  project: string,
  scopes: readonly string[],
  { whole = false } = {},
): Promise<string> {
  const [, , organization = "", , slug = ""] = project.split("/");
  const answer = await page.evaluate(
    async (input) => {
      const response = await fetch("/api/trpc/organization.createToken", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ json: input }),
      });
      return response.json() as Promise<{ result: { data: { json: { text: string } } } }>;
    },
    { organization, name: "pipeline", scopes, days: 1, ...(whole ? {} : { projectSlug: slug }) },
  );
  return answer.result.data.json.text;
}

/** The value of a figure by its label. */
export function figure(page: Page, label: string): Locator {
  const item = page.getByRole("main").locator("dl > div");
  return item
    .filter({ has: page.getByRole("term").getByText(label, { exact: true }) })
    .locator("dd")
    .first();
}

/** Chooses from one of our selects: a button that opens a list box. */
export async function choose(page: Page, select: Locator, option: string | RegExp): Promise<void> {
  const item = page.getByRole("option", { name: option });
  // A list that opens while the page is still being taken over shuts again.
  await expect(async () => {
    if (!(await item.first().isVisible())) await select.click({ timeout: 3000 });
    await item.click({ timeout: 3000 });
  }).toPass();
}

/** A person who joined by an invitation, in a browser of their own. */
export interface NewPerson {
  name: string;
  email: string;
  password: string;
  page: Page;
}

/** As the owner on `page`: makes an invitation in the settings and gives its link back. The dialog is shut again. */
export async function invite(page: Page, role: string, email?: string): Promise<string> {
  await page.goto(`${DEMO.organization}/settings/members`);
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite by link" });
  await choose(page, dialog.getByRole("combobox", { name: "Role" }), new RegExp(`^${role}`));
  if (email !== undefined) await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  return link;
}

/**
 * Accepts an invitation as somebody new, on a page that is signed in as nobody. The demo's story gives its work to the
 * first developer by name: names that come late in the alphabet leave it alone.
 */
export async function join(page: Page, link: string, name: string): Promise<NewPerson> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ".")}@example.org`;
  const password = `a sentence of ${name}`;
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  const address = page.getByLabel("E-mail");
  if (await address.isEditable()) await address.fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create the account and join" }).click();
  await expect(page).toHaveURL(/\/o\//);
  return { name, email, password, page };
}

/** Types address and password on the sign-in page that is on screen. */
export async function signInWith(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Makes the person's sign-in an hour older; only for a product that `npm test` started. */
export function anHourPasses(email: string): void {
  test.skip(process.env.E2E_DATA_DIR === undefined, "needs the data of the product: npm test names it");
  const script = fileURLToPath(new URL("../../../tooling/test/age-session.mjs", import.meta.url));
  execFileSync(process.execPath, [script, email], { stdio: "pipe" });
}

/** As somebody who may: creates a project and gives its address back. */
export async function makeProject(page: Page, name: string): Promise<string> {
  await page.goto(`${DEMO.organization}/project/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create the project" }).click();
  await expect(page.getByRole("heading", { name: "No code is connected yet" })).toBeVisible();
  return new URL(page.url()).pathname.replace(/\/source$/, "");
}

let made = 0;
/** A name that no other test and no earlier try has used. */
export function fresh(word: string): string {
  return `${word} ${Date.now().toString(36)}${(made++).toString(36)}`;
}

/** As long as fetching, compiling and scanning a small project may take beside the demo. */
export const WORK_MS = 240_000;

/** Gives a file to the box for code and reports, which has to be on screen. */
export async function giveFile(page: Page, name: string, content: Buffer | string): Promise<void> {
  const file = { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
  await page.getByLabel("Archive or report to upload").setInputFiles(file);
}

/** Uploads an archive to a project and waits until it is read; gives the revision's number back. */
export async function addArchive(page: Page, project: string, name: string, content: Buffer): Promise<number> {
  await page.goto(`${project}/source/new`);
  await giveFile(page, name, content);
  const link = page.getByRole("link", { name: /^Look at / });
  await expect(link).toBeVisible({ timeout: WORK_MS });
  return Number(new URL(page.url()).searchParams.get("revision"));
}

/** Uploads a report to a project, publishes what it would do and waits until it is imported. */
export async function addReport(page: Page, project: string, name: string, content: string): Promise<void> {
  await page.goto(`${project}/source/new`);
  await giveFile(page, name, content);
  await expect(page.getByRole("heading", { level: 1, name: /^Import \d+/ })).toBeVisible();
  await page.getByRole("button", { name: "Publish", exact: true }).click({ timeout: WORK_MS });
  await expect(page.getByText("finished", { exact: true }).first()).toBeVisible({ timeout: WORK_MS });
}
