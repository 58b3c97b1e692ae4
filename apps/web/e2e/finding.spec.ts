import type { Page } from "@playwright/test";
import { entriesOf, tarGz } from "./archive.ts";
import { JAR, LINE_OF_EMPTY, type Result, sarif } from "./contents.ts";
import {
  addArchive,
  addReport,
  checkScreen,
  choose,
  DEMO,
  expect,
  fresh,
  makeProject,
  signInAs,
  test,
} from "./support.ts";

const RULES = ["late-check", "wide-setter", "stale-price"];

/** Sixty: one critical, nine high, fifty medium; more than one page holds. */
const SIXTY: readonly Result[] = Array.from({ length: 60 }, (_, index) => ({
  rule: RULES[index % RULES.length] ?? "",
  text: `Weakness ${String(index + 1).padStart(2, "0")} of the review`,
  path: index < 30 ? `src/vault/Part${index}.sol` : `src/oracle/Part${index}.sol`,
  line: index + 1,
  score: index === 0 ? 9.5 : index < 10 ? 7.5 : 5,
}));

const rows = (page: Page) => page.locator("[data-row]");
const numberOf = (page: Page) => Number(/F-(\d+)/.exec(new URL(page.url()).pathname)?.[1]);

/** A project with the sixty findings of a report; on screen is nothing in particular. */
async function projectWithSixty(page: Page, word: string): Promise<string> {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh(word));
  await addReport(page, project, "review.sarif", sarif("Harbor Review", RULES, SIXTY));
  return project;
}

test("the list: filters in the address, pages, the keyboard, one decision on many and back", async ({ page }) => {
  await signInAs(page, "lead");
  const empty = await makeProject(page, fresh("Bare"));
  await page.goto(`${empty}/finding`);
  await expect(page.getByRole("heading", { name: "No findings yet" })).toBeVisible();
  await checkScreen(page, "no findings");

  const project = await projectWithSixty(page, "Pier");
  await page.goto(`${project}/finding`);
  // The next page comes when the last row comes near.
  await expect(page.getByText("50 of 60 findings read", { exact: true })).toBeVisible();
  await checkScreen(page, "findings");
  await page.locator("[data-list]").evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(page.getByText("60 of 60 findings read", { exact: true })).toBeVisible();
  await page.locator("[data-list]").evaluate((element) => element.scrollTo(0, 0));
  await expect(rows(page).first()).toContainText("Weakness 01 of the review");

  const search = page.getByRole("combobox", { name: "Filter findings" });
  await search.pressSequentially("severity:high path:src/vault ");
  await expect(page).toHaveURL(/severity=high.*path=src(%2F|\/)vault/);
  await expect(rows(page)).toHaveCount(9);
  await search.pressSequentially("severity:terrible ");
  await expect(page.getByRole("alert").filter({ hasText: "severity is one or more of" })).toBeVisible();
  await search.fill("Weakness 07");
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(search).toHaveValue("Weakness 07");
  await search.fill("nothing is named so");
  await expect(page.getByRole("heading", { name: "No finding fits these filters" })).toBeVisible();
  await checkScreen(page, "nothing fits");
  await search.fill("");
  await expect(rows(page)).toHaveCount(9);
  await page.getByRole("button", { name: "Take away the filter path src/vault" }).click();
  await expect(page).not.toHaveURL(/path=/);
  await page.goBack();
  await expect(page).toHaveURL(/path=/);
  await expect(rows(page)).toHaveCount(9);

  // x selects, shift takes what lies between.
  await page.goto(`${project}/finding?severity=high`);
  await expect(rows(page)).toHaveCount(9);
  for (const key of ["j", "x", "j", "j", "Shift+x"]) await page.keyboard.press(key);
  const bulk = page.getByRole("region", { name: "Decide on the selection" });
  await expect(bulk.getByRole("heading", { name: "3 findings selected" })).toBeVisible();
  await checkScreen(page, "selection");
  await bulk.getByRole("button", { name: "Start fix" }).click();
  await expect(page.getByText("Started the fix of 3 findings.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^In fix/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("Took back: Started the fix of 3 findings.")).toBeVisible();
  await page.goto(`${project}/finding?state=in-progress`);
  await expect(page.getByRole("heading", { name: "No finding fits these filters" })).toBeVisible();

  await page.goto(`${DEMO.organization}/finding?q=Weakness+01`);
  await expect(page.locator("[data-list] li").filter({ hasText: "Pier" }).first()).toBeVisible();
  await checkScreen(page, "findings of all projects");
});

test("a report of more than ten megabytes arrives whole", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Bulk"));
  const [first] = SIXTY;
  if (first === undefined) throw new Error("there are sixty");
  const long = "as the review says, ".repeat(50_000);
  const results = Array.from({ length: 12 }, (_, line) => ({
    ...first,
    text: `Weakness ${line} ${long}`,
    line: line + 1,
  }));
  await addReport(page, project, "bulk.sarif", sarif("Harbor Bulk", RULES, results));
  await page.goto(`${project}/finding`);
  await expect(rows(page)).toHaveCount(12);
});

test("one finding: decided with a reason, taken back, given away, talked about", async ({ page, browser }) => {
  const project = await projectWithSixty(page, "Wharf");
  await page.goto(`${project}/finding?severity=medium`);
  await page.goto((await rows(page).first().getAttribute("href")) ?? "");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Weakness \d\d of the review$/);
  await expect(page.getByText("It came with a report that names no revision of ours")).toBeVisible();
  const panel = page.getByRole("complementary", { name: "Decision and history" });
  const fact = (name: string) => panel.locator("dl > div, dl").getByText(name, { exact: true });
  await expect(fact("State").first()).toBeVisible();

  // The neighbours are those of the list that one came from.
  const first = numberOf(page);
  await page.keyboard.press("j");
  await expect.poll(() => numberOf(page)).not.toBe(first);
  await expect(page).toHaveURL(/severity=medium/);
  await page.keyboard.press("k");
  await expect.poll(() => numberOf(page)).toBe(first);

  await panel.getByRole("button", { name: "By design" }).click();
  await panel.getByRole("button", { name: "Dismiss" }).click();
  await expect(panel.getByText("Say why, so that the next person need not ask.")).toBeVisible();
  await checkScreen(page, "dismissing");
  await panel.getByRole("textbox", { name: "Why" }).fill("The setter is meant to be open until **launch**.");
  await panel.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText(`Dismissed F-${first}: by design.`)).toBeVisible();
  await expect(panel.getByText("by design").first()).toBeVisible();
  await expect(panel.getByText("dismissed it as by design")).toBeVisible();
  await expect(panel.locator("strong").filter({ hasText: "launch" })).toBeVisible();
  await panel.getByRole("button", { name: "Why this state" }).click();
  await expect(page.getByRole("dialog", { name: "Why this state" })).toContainText("Ines Kovač dismissed it");
  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: "Undo: back to new" }).click();
  await expect(page.getByText(`F-${first} is new again.`)).toBeVisible();
  await expect(panel.getByText("(taken back)")).toHaveCount(1);

  await choose(page, panel.getByRole("combobox", { name: "Owner" }), "Tomasz Brandt");
  await expect(panel.getByText("gave it to Tomasz Brandt")).toBeVisible();
  const theirs = await (await browser.newContext()).newPage();
  await signInAs(theirs, "developer");
  const told = theirs.getByRole("dialog", { name: "Notifications" });
  // A click on a page that is still being taken over is lost.
  await expect(async () => {
    if (!(await told.isVisible())) await theirs.getByRole("button", { name: /^Notifications, \d+ new$/ }).click();
    await expect(told).toBeVisible({ timeout: 3000 });
  }).toPass();
  await checkScreen(theirs, "notifications");
  await told
    .getByRole("link", { name: new RegExp(`^F-${first} is yours`) })
    .first()
    .click();
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(/^Weakness/);
  await theirs.goto(`${project}/finding?assignee=me`);
  await expect(rows(theirs)).toHaveCount(1);

  await panel.getByRole("button", { name: "change", exact: true }).click();
  const severity = page.getByRole("dialog", { name: "Change the severity" });
  await choose(page, severity.getByRole("combobox", { name: "Impact" }), "Low");
  await checkScreen(page, "changing the severity");
  await severity.getByLabel("Why").fill("Nobody can reach it.");
  await severity.getByRole("button", { name: "Set severity" }).click();
  await expect(panel.getByText("set the severity from medium to low")).toBeVisible();

  // What people write is text, whatever it looks like.
  await panel.getByRole("textbox", { name: "Comment" }).fill(HOSTILE);
  await panel.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(panel.getByText("after the worst", { exact: true })).toBeVisible();
  await expectHarmless(page);
  await theirs.goto(page.url());
  await expect(theirs.getByText("after the worst", { exact: true })).toBeVisible();
  await expectHarmless(theirs);
});

const HOSTILE = [
  "before <script>window.__xss = 1</script>",
  '<img src="x" onerror="window.__xss = 1"><svg onload="window.__xss = 1"></svg>',
  '<iframe srcdoc="<script>parent.__xss = 1</script>"></iframe>',
  "![picture](https://example.org/pixel.png) [press me](javascript:window.__xss=1) <a href='data:text/html,x'>data</a>",
  "",
  "after the worst",
].join("\n");

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => "__xss" in window)).toBe(false);
  const main = page.getByRole("main");
  await expect(main.locator("iframe, img:not([role]), script:not([nonce])")).toHaveCount(0);
  await expect(main.locator('a[href^="javascript:"], a[href^="data:"]')).toHaveCount(0);
  await expect(main.locator("[onerror], [onload]")).toHaveCount(0);
}

test("a decision on what somebody else has changed meanwhile shows both versions", async ({ page, browser }) => {
  const project = await projectWithSixty(page, "Berth");
  await page.goto(`${project}/finding`);
  await page.goto((await rows(page).first().getAttribute("href")) ?? "");
  await expect(page.getByRole("button", { name: "Confirm", exact: true })).toBeVisible();
  // A reader whose stream is down: nothing tells the page of the other decision.
  const theirs = await (await browser.newContext()).newPage();
  await theirs.route("**/events", (route) => route.abort());
  await signInAs(theirs, "developer");
  await theirs.goto(page.url());
  const confirm = theirs.getByRole("button", { name: "Confirm", exact: true });
  await expect(confirm).toBeVisible();

  await page.getByRole("button", { name: "Start fix" }).click();
  await expect(page.getByText(/^Started the fix of F-\d+\.$/)).toBeVisible();
  await confirm.click();
  const notice = theirs.getByRole("alert").filter({ hasText: "It changed while you decided" });
  await expect(notice).toBeVisible();
  await expect(notice.getByRole("row", { name: /^State/ })).toHaveText(/new\s*in progress/);
  await expect(notice.getByText("Ines Kovač started the fix")).toBeVisible();
  await checkScreen(theirs, "stale decision");
  await notice.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(notice).toHaveCount(0);
  await expect(theirs.getByText("in progress", { exact: true }).first()).toBeVisible();
});

test("a finding is recorded by hand, with its place in the code", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Slip"));
  await addArchive(page, project, "slip.tar.gz", tarGz(entriesOf(JAR)));
  await page.goto(`${project}/finding`);
  await page.getByRole("link", { name: "Record one by hand" }).click();
  const form = page.getByRole("form", { name: "Record a finding" });
  await form.getByRole("button", { name: "Record" }).click();
  await expect(form.getByText("Choose how bad it is.")).toBeVisible();
  await checkScreen(page, "record a finding");
  await form.getByLabel("Title").fill("Anyone empties the jar");
  await choose(page, form.getByRole("combobox", { name: "Severity" }), "Critical");
  await form.getByLabel("Description").fill(`\`empty\` never asks who calls.\n\n${HOSTILE}`);
  await form.getByLabel("Fix advice").fill("Ask for the *owner*.");
  await form.getByLabel("Weakness classes").fill("CWE-862, nonsense");
  await choose(page, form.getByRole("combobox", { name: "Revision" }), /^(?!none)/);
  await form.getByLabel("File").fill("src/Jar.sol");
  await form.getByLabel("Line", { exact: true }).fill(String(LINE_OF_EMPTY));
  await form.getByLabel("To line").fill(String(LINE_OF_EMPTY + 3));
  await expect(form.getByRole("region", { name: "Preview of src/Jar.sol" })).toContainText("function empty");
  await form.getByRole("button", { name: "Record" }).click();
  await expect(form.getByText("NONSENSE: write classes like CWE-841")).toBeVisible();
  await form.getByLabel("Weakness classes").fill("CWE-862");
  await form.getByRole("button", { name: "Record" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Anyone empties the jar" })).toBeVisible();
  await expect(page).toHaveURL(/finding\/F-1$/);
  const code = page.getByRole("region", { name: /^src\/Jar\.sol, lines/ });
  await expect(code.locator('[data-mark="main"]').first()).toContainText("function empty");
  await expect(page.getByText("no scanner reported this")).toBeVisible();
  await expectHarmless(page);
  await checkScreen(page, "recorded finding");
  await page.getByRole("link", { name: "Open the whole file" }).click();
  await expect(page.getByRole("region", { name: /^src\/Jar\.sol/ })).toContainText("contract Jar {");
});

test("the demo's regression: why we believe it, the code, and what a manager may not", { tag: "@story" }, async ({
  page,
}) => {
  await signInAs(page, "manager");
  await page.goto(`${DEMO.project}/finding/F-2`);
  await expect(page.getByRole("heading", { level: 1, name: "Pool price wins over the feed" })).toBeVisible();
  const why = page.getByRole("region", { name: "Why we believe it" }).or(page.getByRole("main")).first();
  await expect(why.getByText("reproduces again").first()).toBeVisible();
  await expect(why.getByText("does not reproduce").first()).toBeVisible();
  await expect(page.getByText("no scanner reported this")).toBeVisible();
  await expect(page.getByRole("region", { name: /^src\/MeridianOracle\.sol, lines/ }).first()).toContainText(
    "function price",
  );
  await expect(page.getByText("Your role reads findings.")).toBeVisible();
  for (const name of ["Confirm", "Start fix", "Attach a PoC", "Run PoC 2 again"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  await expect(page.getByRole("form", { name: "Comment" })).toHaveCount(0);
  await checkScreen(page, "finding with PoCs");
  await page.goto(`${DEMO.project}/finding/new`);
  await expect(page.getByText("Your role does not record findings")).toBeVisible();
  await checkScreen(page, "recording is not allowed");
});
