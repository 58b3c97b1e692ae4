import type { Page } from "@playwright/test";
import { entriesOf, tarGz } from "./archive.ts";
import { JAR, type Result, sarif } from "./contents.ts";
import {
  addArchive,
  addReport,
  axeProblems,
  checkScreen,
  choose,
  DEMO,
  expect,
  fresh,
  makeProject,
  setTheme,
  signInAs,
  test,
  THEMES,
  widest,
  WORK_MS,
} from "./support.ts";

/** Three panes, as most people have them. */
const DESK = { width: 1440, height: 900 };

/** Twenty-four: four checks, worst first, in six files. */
const FEW: readonly Result[] = Array.from({ length: 24 }, (_, index) => ({
  rule: `check-${index % 4}`,
  text: `Weakness ${String(index + 1).padStart(2, "0")} of the review`,
  path: `src/part${index % 2}/Part${index % 6}.sol`,
  line: index + 1,
  score: index < 4 ? 7.5 : 5,
}));
const FEW_RULES = ["check-0", "check-1", "check-2", "check-3"];

const list = (page: Page) => page.getByRole("list", { name: "Findings" });
const rows = (page: Page) => page.locator("[data-row]");
const line = (page: Page, title: string) => list(page).getByRole("listitem").filter({ hasText: title });
const current = (page: Page) => page.locator("[data-row][aria-current=true]");
const decision = (page: Page) => page.getByRole("complementary", { name: "Decision" });
/** The panes are drawn by the browser alone: once they stand, keys are heard. */
const listens = (page: Page) => expect(decision(page).getByRole("heading", { level: 2 }).first()).toBeVisible();
const status = (page: Page) => page.locator("footer").getByRole("status");
const item = (page: Page) => new URL(page.url()).searchParams.get("item");

async function projectWith(page: Page, word: string, rules: readonly string[], results: readonly Result[]) {
  await page.setViewportSize(DESK);
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh(word));
  await addReport(page, project, "review.sarif", sarif("Harbor Review", rules, results));
  await page.goto(`${project}/finding`);
  await expect(rows(page).first()).toContainText("Weakness 01");
  await listens(page);
  return project;
}

test("ten findings are decided on with the keyboard alone, and one decision is taken back", async ({ page }) => {
  const project = await projectWith(page, "Quay", FEW_RULES, FEW);
  // The four severe ones want a second person; the others are one person's.
  await page.goto(`${project}/finding?severity=medium`);
  await expect(current(page)).toContainText("Weakness 05");
  await expect(decision(page).getByRole("heading", { level: 2 }).first()).toHaveText("Weakness 05 of the review");

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** What is on screen has gone on to the next, and the panes with it. */
  const onTo = async (number: string) => {
    await expect(current(page)).toContainText(`Weakness ${number}`);
    await expect(decision(page).getByRole("heading", { level: 2 }).first()).toHaveText(
      `Weakness ${number} of the review`,
    );
  };
  await press("j");
  await onTo("06");
  expect(item(page)).toMatch(/^F-\d+$/);
  await press("k");
  await onTo("05");
  await press("1");
  await onTo("06");
  await expect(status(page)).toContainText(/^Confirmed F-\d+\./);
  await press("2");
  await onTo("07");
  await press("1");
  await onTo("08");
  for (const [key, next] of [
    ["3", "09"],
    ["4", "10"],
    ["6", "11"],
  ] as const) {
    await press(key);
    // Letters in the field are letters: no key fires there.
    await page.keyboard.type("jk1 seen together");
    await press("Control+Enter");
    await onTo(next);
  }
  await expect(status(page)).toContainText(/^Dismissed F-\d+: won't fix\./);
  await press("f");
  await onTo("12");
  await press("1");
  await onTo("13");
  await press("5");
  await page.keyboard.type("Until the council is gone.");
  await press("Control+Enter");
  await onTo("14");
  await expect(status(page)).toContainText(/^Acknowledged F-\d+ until/);
  await press("1");
  await onTo("15");

  await press("z");
  await expect(status(page)).toContainText(/^F-\d+ is new again\.$/);
  await onTo("14");
  await press("1");
  await onTo("15");

  // What was decided is so for everyone, with its note.
  await page.goto(`${project}/finding?state=dismissed&q=Weakness+08`);
  await expect(rows(page)).toHaveCount(1);
  await expect(decision(page).getByText("jk1 seen together")).toBeVisible();
  for (const [state, count] of [
    ["confirmed", 4],
    ["in-progress", 1],
    ["fix-claimed", 1],
    ["acknowledged", 1],
    ["dismissed", 3],
  ] as const) {
    await page.goto(`${project}/finding?state=${state}`);
    await expect(rows(page), state).toHaveCount(count);
  }
});

test("keys that come before the finding wait for it, and the words of a note are no keys", async ({ page }) => {
  const project = await projectWith(page, "Slack", FEW_RULES, FEW);
  await page.route(/finding\.get/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto(`${project}/finding?severity=medium`);
  await expect(current(page)).toContainText("Weakness 05");
  await page.keyboard.type("4held, 1 zoo");
  const note = decision(page).getByRole("form").getByRole("textbox").first();
  await expect(note).toHaveValue("held, 1 zoo");
  await expect(note).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(status(page)).toContainText(/^Dismissed F-\d+: by design\./);
});

test("the screen: panes, keys on a sheet, links that are kept, and the way back", async ({ page }) => {
  const project = await projectWith(page, "Dock", FEW_RULES, FEW);
  await checkScreen(page, "triage");
  await page.setViewportSize(DESK);
  expect(await rows(page).count()).toBeGreaterThanOrEqual(12);
  expect(await widest(page)).toEqual([]);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  for (const words of ["Next finding", "False positive", "Open in your editor", "Undo your last decision"]) {
    await expect(sheet.getByText(words, { exact: true })).toBeVisible();
  }
  expect(await axeProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  // A click makes an entry in the history, Back leads to the one before; an address is enough for anyone.
  await rows(page).nth(3).click();
  await expect(current(page)).toContainText("Weakness 04");
  await rows(page).nth(6).click();
  await expect(current(page)).toContainText("Weakness 07");
  await page.goBack();
  await expect(current(page)).toContainText("Weakness 04");
  const address = page.url();
  await page.goto(`${project}/scan`);
  await page.goto(address);
  await expect(current(page)).toContainText("Weakness 04");
  await expect(decision(page).getByRole("heading", { level: 2 }).first()).toHaveText("Weakness 04 of the review");

  // The width of the list is the person's, on every machine.
  const handle = page.getByRole("separator", { name: "Width of the list" });
  await handle.dblclick();
  await expect(handle).toHaveAttribute("aria-valuenow", "390");
  const saved = page.waitForResponse(
    (answer) => answer.url().includes("setPreferences") && (answer.request().postData() ?? "").includes("438"),
  );
  await handle.focus();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("ArrowRight");
  await expect(handle).toHaveAttribute("aria-valuenow", "438");
  await saved;
  await page.reload();
  await expect(handle).toHaveAttribute("aria-valuenow", "438");

  // On a phone the list is a list, and a finding has its page.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${project}/finding`);
  await rows(page).first().click();
  await expect(page).toHaveURL(/\/finding\/F-\d+/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Weakness 01 of the review");
});

test("filters are offered while one types, and lists are kept as views", async ({ page, browser }) => {
  const project = await projectWith(page, "Mole", FEW_RULES, FEW);
  const field = page.getByRole("combobox", { name: "Filter findings" });
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
  const options = page.getByRole("listbox", { name: "Filters" }).getByRole("option");
  await expect(options.first()).toContainText("severity:");
  await page.keyboard.type("detector:check-2");
  await expect(options).toHaveCount(1);
  await expect(options.first()).toContainText("6");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/detector=check-2/);
  await expect(rows(page)).toHaveCount(6);
  // Folder by folder, as in a shell.
  await page.keyboard.type("path:");
  await expect(options.first()).toContainText("src/");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("path:src/");
  await expect(options.first()).toContainText("src/part0/");
  expect(await axeProblems(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.type(" ");
  await expect(page).toHaveURL(/path=src(%2F|\/)part0/);
  await page.keyboard.type("-severity:high ");
  await expect(page).toHaveURL(/not=severity:high/);
  await page.keyboard.type("severity:terrible ");
  await expect(page.getByRole("alert").filter({ hasText: "severity is one or more of" })).toBeVisible();
  await field.fill("");
  // The last filter of the field goes first.
  await page.keyboard.press("Backspace");
  await expect(page).not.toHaveURL(/path=/);
  await page.getByRole("button", { name: /^Take away the filter .*severity/ }).click();
  await expect(page).not.toHaveURL(/not=/);
  await page.keyboard.press("Escape");

  const name = fresh("Second checks");
  await page.getByRole("button", { name: "Save view" }).click();
  const form = page.getByRole("form", { name: "Save this list as a view" });
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText("Give it a name.")).toBeVisible();
  await form.getByLabel("Name").fill(name);
  await form.getByRole("checkbox").click();
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(`Saved the view “${name}”.`)).toBeVisible();
  const views = page.getByRole("navigation", { name: "Views" });
  await expect(views.getByRole("link", { name: new RegExp(`^${name}`) })).toHaveAttribute("aria-current", "page");
  await views.getByRole("link", { name: /^Open/ }).click();
  await expect(rows(page).first()).toContainText("Weakness 01");

  // Everyone in the organization has it; only leads change it.
  const theirs = await (await browser.newContext({ viewport: DESK })).newPage();
  await signInAs(theirs, "developer");
  await theirs.goto(`${project}/finding`);
  await theirs.getByRole("button", { name: "More", exact: true }).click();
  await theirs.getByRole("menuitem", { name }).click();
  await expect(theirs).toHaveURL(/detector=check-2/);
  await theirs.getByRole("button", { name: "More", exact: true }).click();
  await theirs.getByRole("menuitem", { name: "Manage views" }).click();
  await expect(theirs.getByRole("listitem").filter({ hasText: name }).getByText("kept by leads")).toBeVisible();

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Manage views" }).click();
  const manage = page.getByRole("dialog", { name: "Views" });
  await checkScreen(page, "views");
  await page.setViewportSize(DESK);
  await manage.getByRole("button", { name: `Rename ${name}` }).click();
  await manage.getByRole("textbox", { name: "Name" }).fill(`${name}, all`);
  await manage.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(manage.getByText(`${name}, all`)).toBeVisible();
  await manage.getByRole("button", { name: `Delete ${name}, all` }).click();
  await expect(manage.getByText(`${name}, all`)).toHaveCount(0);
});

test("groups: folded, selected as a whole, decided on with one note; what does not fit is named", async ({
  page,
  browser,
}) => {
  const project = await projectWith(page, "Lock", FEW_RULES, FEW);
  await choose(page, page.getByRole("combobox", { name: "Group" }), "by check");
  await expect(page).toHaveURL(/group=detector/);
  const heading = (check: string) => page.getByRole("button", { name: `${check}, 6 findings` });
  await expect(heading("check-0")).toBeVisible();
  await expect(list(page).getByRole("listitem").first()).toContainText("check-0");
  await heading("check-0").click();
  await expect(heading("check-0")).toHaveAttribute("aria-expanded", "false");
  await expect(rows(page).first()).toContainText("Weakness 02");
  await checkScreen(page, "groups");
  await page.setViewportSize(DESK);

  // A developer may not dismiss what is severe: one of each check is.
  const theirs = await (await browser.newContext({ viewport: DESK })).newPage();
  await signInAs(theirs, "developer");
  await theirs.goto(`${project}/finding?group=detector`);
  await listens(theirs);
  await theirs.getByRole("button", { name: "check-1, 6 findings" }).focus();
  await theirs.keyboard.press("x");
  const bulk = theirs.getByRole("region", { name: "Decide on the selection" });
  await expect(bulk.getByRole("heading", { name: "6 findings selected" })).toBeVisible();
  expect(await axeProblems(theirs)).toEqual([]);
  await theirs.keyboard.press("4");
  await expect(bulk.getByText("By design: 5 findings")).toBeVisible();
  await theirs.keyboard.type("The checks stand in the caller.");
  await theirs.keyboard.press("Control+Enter");
  await expect(bulk.getByText("1 finding not changed")).toBeVisible();
  await expect(bulk.getByText("Dismissing a critical or high finding needs a security lead.")).toBeVisible();
  await expect(status(theirs)).toContainText("Dismissed 5 findings: by design.");
  await theirs.keyboard.press("Escape");

  // The other person's list has changed in place, and its order is the same.
  const gone = page.getByText("5 findings left this list");
  await expect(gone).toBeVisible();
  await expect(rows(page).first()).toContainText("Weakness 02");
  await expect(line(page, "Weakness 06")).toContainText("by design");
  await theirs.keyboard.press("z");
  await expect(status(theirs)).toContainText("Took back: Dismissed 5 findings");
  await expect(gone).toHaveCount(0);
  await expect(line(page, "Weakness 06")).not.toContainText("by design");
});

test("what others do shows in place, what comes in waits, and who was faster is not overwritten", async ({
  page,
  browser,
  console,
}) => {
  console.tolerate(/status of 409/);
  const project = await projectWith(page, "Ebb", FEW_RULES, FEW);
  await page.keyboard.press("j");
  await expect(current(page)).toContainText("Weakness 02");
  const theirs = await (await browser.newContext({ viewport: DESK })).newPage();
  await signInAs(theirs, "developer");
  await theirs.goto(`${project}/finding`);
  await listens(theirs);
  await expect(current(theirs)).toContainText("Weakness 01");
  await theirs.keyboard.press("1");
  await expect(line(page, "Weakness 01")).toContainText("confirmed");
  await expect(current(page)).toContainText("Weakness 02");

  const worse: Result = { rule: "check-9", text: "Weakness 00 came later", path: "src/New.sol", line: 1, score: 9.5 };
  await addReport(theirs, project, "later.sarif", sarif("Harbor Late", ["check-9"], [worse]));
  await expect(page.getByText(/^1 new/)).toBeVisible();
  await expect(rows(page).first()).toContainText("Weakness 01");
  await page.keyboard.press("r");
  await expect(rows(page).first()).toContainText("Weakness 00 came later");
  await expect(current(page)).toContainText("Weakness 02");

  // A reader whose stream is down hears of nothing, and decides on what is old.
  await page.route("**/events", (route) => route.abort());
  console.tolerate(/ERR_FAILED/);
  await page.goto(`${project}/finding?severity=medium`);
  await expect(current(page)).toContainText("Weakness 05");
  await expect(decision(page).getByRole("button", { name: "Confirm", exact: true })).toBeVisible();
  await theirs.goto(`${project}/finding?severity=medium`);
  await listens(theirs);
  await expect(current(theirs)).toContainText("Weakness 05");
  await theirs.keyboard.press("2");
  await expect(status(theirs)).toContainText("Started the fix");
  await page.keyboard.press("1");
  await expect(current(page)).toContainText("Weakness 06");
  const refusal = page.getByRole("alert").filter({ hasText: "was not changed" });
  await expect(refusal).toBeVisible();
  await refusal.getByRole("button", { name: /^Show F-/ }).click();
  await expect(current(page)).toContainText("Weakness 05");
  const notice = decision(page).getByRole("alert").filter({ hasText: "It changed while you decided" });
  await expect(notice.getByRole("row", { name: /^State/ })).toHaveText(/new\s*in progress/);
  expect(await axeProblems(page)).toEqual([]);
  await notice.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(notice).toHaveCount(0);
  await expect(decision(page).getByText("in progress").first()).toBeVisible();
});

test("thousands of findings draw as many rows as fit", async ({ page }) => {
  test.setTimeout(2 * WORK_MS);
  const many: readonly Result[] = Array.from({ length: 3000 }, (_, index) => ({
    rule: `check-${index % 30}`,
    text: `Weakness ${String(index + 1).padStart(2, "0")} of thousands`,
    path: `src/part${index % 40}/Part${index % 400}.sol`,
    line: index + 1,
    score: index < 20 ? 7.5 : 5,
  }));
  const rules = Array.from({ length: 30 }, (_, index) => `check-${index}`);
  const project = await projectWith(page, "Sea", rules, many);
  const drawn = async () => page.locator("[data-list] li").count();
  const all = async () => page.evaluate(() => document.querySelectorAll("*").length);
  const few = await all();
  expect(await drawn()).toBeLessThanOrEqual(40);
  // Down to the end, page by page, as fast as it comes.
  let most = 0;
  const toTheEnd = async () =>
    page.locator("[data-list]").evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect
    .poll(
      async () => {
        await toTheEnd();
        most = Math.max(most, await drawn());
        return page.getByText("3,000 of 3,000 findings read").count();
      },
      { timeout: WORK_MS, intervals: [50] },
    )
    .toBe(1);
  expect(most).toBeLessThanOrEqual(40);
  // The last page came after the last step down.
  await toTheEnd();
  await expect(page.locator("[data-list]")).toContainText("Weakness 3000");
  expect(await all()).toBeLessThanOrEqual(few * 1.2);
  await page.keyboard.press("g");
  await page.keyboard.press("g");
  await expect(current(page)).toContainText("Weakness 01");

  await page.goto(`${project}/finding?group=detector`);
  await expect(page.getByRole("button", { name: "check-0, 100 findings" })).toBeVisible();
  await listens(page);
  await page.keyboard.press("}");
  expect(await drawn()).toBeLessThanOrEqual(40);
  // A selection larger than one request goes through in parts, with its progress.
  await page.getByRole("button", { name: "check-1, 100 findings" }).focus();
  await page.keyboard.press("x");
  await expect(page.getByRole("heading", { name: "100 findings selected" })).toBeVisible();
  await page.keyboard.press("1");
  await expect(status(page)).toContainText("Confirmed 100 findings.", { timeout: WORK_MS });
  await expect(page.getByText("not changed")).toHaveCount(0);
});

test("code: region, further lines, the editor, and everything as context", async ({ page, console }) => {
  console.tolerate(/registered handler/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize(DESK);
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Jar"));
  const revision = await addArchive(page, project, "jar.tar.gz", tarGz(entriesOf(JAR)));
  await page.goto(`${project}/source/${revision}`);
  await page.getByRole("button", { name: "Scan", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Scan 1" })).toBeVisible();
  // What the scanners find comes into the empty list by itself.
  await page.goto(`${project}/finding`);
  await expect(rows(page).first()).toBeVisible({ timeout: WORK_MS });
  const code = page.getByRole("region", { name: "Code", exact: true });
  await page.goto(`${project}/finding?path=src/Jar.sol`);
  await expect(code.locator("[data-mark=main]").first()).toBeVisible();

  await page.keyboard.press(".");
  await expect(page.getByText(/^Copied F-\d+ as context/)).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^# F-\d+ /);
  expect(text).toContain("## Code: src/Jar.sol, lines ");
  expect(text).toContain("## It is fixed when");
  await page.keyboard.press("y");
  await expect(page.getByText(/^Copied the link to F-\d+\.$/)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/finding\/F-\d+$/);

  await page.keyboard.press("o");
  const form = page.getByRole("form", { name: "Open in your editor" });
  await form.getByRole("button", { name: /^Open in/ }).click();
  await expect(form.getByText("Name the folder.")).toBeVisible();
  await form.getByLabel("Where this code lies on your machine").fill("/home/me/jar");
  await form.getByRole("button", { name: /^Open in/ }).click();
  await expect(form).toHaveCount(0);
  // A page of its own: this one has lost the focus to an editor that is not there, and lists shut without it.
  const account = await page.context().newPage();
  await account.goto("/account");
  await expect(account.getByRole("row", { name: /\/home\/me\/jar/ })).toBeVisible();
  await choose(account, account.getByRole("combobox", { name: "Opens in" }), "Cursor");
  await expect(account.getByText("Editor saved")).toBeVisible();
});

test("the demo: a finding that moved is the same finding, and all projects have one list", { tag: "@story" }, async ({
  page,
}) => {
  await page.setViewportSize(DESK);
  await signInAs(page, "lead");
  await page.goto(`${DEMO.project}/finding?item=F-2`);
  await expect(decision(page).getByRole("heading", { level: 2 }).first()).toHaveText("Pool price wins over the feed");
  const strip = page.getByRole("region", { name: "PoC by revision" });
  await expect(strip.getByText("reproduces again").first()).toBeVisible();
  for (const theme of [...THEMES].reverse()) {
    await setTheme(page, theme);
    expect(await axeProblems(page), theme).toEqual([]);
  }
  await page.goto(`${DEMO.organization}/finding?group=project&q=Pool+price`);
  await expect(page.getByRole("button", { name: /^Meridian Vault, \d+ findings$/ })).toBeVisible();
  await page.goto(`${DEMO.organization}/finding?q=Pool+price`);
  await expect(list(page).getByRole("listitem").first()).toContainText("Meridian Vault");
  await rows(page).first().click();
  expect(item(page)).toBe("meridian-vault/F-2");
  await checkScreen(page, "all projects");
});
