import type { Browser, Page } from "@playwright/test";
import { type Result, sarif } from "./contents.ts";
import {
  addReport,
  checkScreen,
  choose,
  DEMO,
  DESKTOP,
  expect,
  fresh,
  invite,
  join,
  makeProject,
  rowOf,
  signInAs,
  test,
} from "./support.ts";

const RULES = ["late-check", "wide-setter", "stale-price"];

/** Two critical, which want a second person here, four medium in sources, six low in tests. */
const TWELVE: readonly Result[] = Array.from({ length: 12 }, (_, index) => ({
  rule: RULES[index % RULES.length] ?? "",
  text: `Weakness ${String(index + 1).padStart(2, "0")} of the review`,
  path: index < 6 ? `src/Part${index}.sol` : `test/Part${index}.t.sol`,
  line: index + 1,
  score: index < 2 ? 9.5 : index < 6 ? 5 : 2,
}));

const main = (page: Page) => page.getByRole("main");
const rows = (page: Page) => page.locator("[data-row]");
const number = /^F-\d+/;

/** A project with the twelve findings of a report, on the page of a lead. */
async function projectWithTwelve(page: Page, word: string): Promise<string> {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh(word));
  await addReport(page, project, "review.sarif", sarif("Harbor Review", RULES, TWELVE));
  return project;
}

/** The first of the list, on screen with what can be decided about it. */
async function openFirst(page: Page): Promise<void> {
  await rows(page).first().click();
  const pane = page.getByRole("complementary", { name: "Decision" });
  await expect(pane.getByRole("heading", { level: 2 }).first()).toHaveText(/^Weakness/);
  await expect(pane.getByRole("button", { name: "Confirm", exact: true })).toBeVisible();
}

/** A second security lead, who joined by an invitation of the first. */
async function secondLead(page: Page, browser: Browser): Promise<Page> {
  const link = await invite(page, "Security lead");
  const own = await (await browser.newContext({ viewport: DESKTOP })).newPage();
  await join(own, link, fresh("Zoe"));
  return own;
}

test("a policy: its preview, its beginning, what it holds, its end", async ({ page }) => {
  const project = await projectWithTwelve(page, "Weir");
  await page.goto(`${project}/finding/policy`);
  await expect(page.getByRole("heading", { name: "Decisions that last" })).toBeVisible();
  await checkScreen(page, "a register");
  await page.getByRole("link", { name: "Write a policy" }).click();

  const form = page.getByRole("form", { name: "Policy" });
  await form.getByRole("button", { name: "Save as draft" }).click();
  await expect(form.getByText("Name a check, a path, a package or an advisory.")).toBeVisible();
  await expect(form.getByText("Say why, so that an auditor need not ask.")).toBeVisible();
  await form.getByLabel("Path").fill("test/**");
  const preview = page.getByRole("complementary", { name: "What it would decide" });
  await expect(preview.getByRole("status")).toHaveText(/^6 open findings: 6 low$/);
  await expect(preview.getByText("What is not severe begins without a second person.")).toBeVisible();
  await choose(page, form.getByRole("combobox", { name: "Reason" }), /^test code/);
  await form.getByLabel("Why").fill("Tests are never deployed.");
  await checkScreen(page, "a new policy");
  await form.getByRole("button", { name: "Save as draft" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^in test\/\*\*/);
  await expect(main(page).getByText("draft", { exact: true })).toBeVisible();
  await checkScreen(page, "a draft of a policy");
  await page.getByRole("button", { name: "Let it begin" }).click();
  await expect(page.getByText("It has begun: 6 findings.")).toBeVisible();
  await page.getByRole("link", { name: "6 findings" }).click();
  await expect(rows(page)).toHaveCount(6);

  // Nobody has to decide about what comes in later either.
  const later: Result = {
    rule: "late-check",
    text: "Weakness 13 came later",
    path: "test/New.t.sol",
    line: 3,
    score: 2,
  };
  await addReport(page, project, "later.sarif", sarif("Harbor Late", ["late-check"], [later]));
  await page.goto(`${project}/finding/policy`);
  await expect(rowOf(page, "Finding policies", /in test/)).toContainText("7");
  await checkScreen(page, "the register");

  await page.getByRole("link", { name: /^in test\/\*\*/ }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  const why = page.getByRole("form", { name: "Revoke the policy" });
  await why.getByRole("button", { name: "Revoke the policy" }).click();
  await expect(why.getByText("Say why.")).toBeVisible();
  await why.getByLabel("Why").fill("Tests are published with the sources now.");
  await why.getByRole("button", { name: "Revoke the policy" }).click();
  await expect(main(page).getByText("revoked", { exact: true })).toBeVisible();
  await page.goto(`${project}/finding?path=test`);
  await expect(rows(page)).toHaveCount(7);
});

test("a severe policy of the organization begins with a second person", async ({ page, browser, console }) => {
  const project = await projectWithTwelve(page, "Sluice");
  const register = `${DEMO.organization}/finding/policy`;
  await page.goto(`${register}/new`);
  const form = page.getByRole("form", { name: "Policy" });
  await form.getByLabel("Check").fill("late-check");
  await form.getByLabel("Path").fill("src/Part0.sol");
  await choose(page, form.getByRole("combobox", { name: "Severity at most" }), "Critical");
  await expect(page.getByText(/a second person must approve it/)).toBeVisible();
  await form.getByRole("radio", { name: /^Acknowledge/ }).check();
  await form.getByLabel("Why").fill("Held by the council until the next release.");
  await checkScreen(page, "a new policy for all projects");
  await form.getByRole("button", { name: "Save as draft" }).click();
  await page.getByRole("button", { name: "Let it begin" }).click();
  await expect(page.getByText("Another owner or security lead approves it.")).toBeVisible();
  const policy = new URL(page.url()).pathname;
  await checkScreen(page, "a policy that waits");

  const other = await secondLead(page, browser);
  console.also(other);
  await other.goto(policy);
  await other.getByRole("button", { name: "Approve" }).click();
  await expect(main(other).getByText("active", { exact: true })).toBeVisible();
  await page.goto(`${project}/finding?state=acknowledged`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("Weakness 01");

  await page.goto(register);
  await expect(rowOf(page, "Finding policies", /late-check, in src\/Part0\.sol/).first()).toContainText("active");
  await checkScreen(page, "the organization's register");
  await other.getByRole("button", { name: "Revoke", exact: true }).click();
  await other.getByLabel("Why").fill("The release is out.");
  await other.getByRole("button", { name: "Revoke the policy" }).click();
  await expect(main(other).getByText("revoked", { exact: true })).toBeVisible();
});

test("a severe decision is a proposal until a second person confirms it", async ({ page, browser, console }) => {
  const project = await projectWithTwelve(page, "Lock");
  await page.goto(`${project}/finding?severity=critical`);
  await openFirst(page);
  await page.keyboard.press("3");
  await page.keyboard.type("The path is closed by the guardian.");
  await page.keyboard.press("Control+Enter");
  await page.goto(`${project}/finding?severity=critical&q=Weakness+01`);
  const proposal = page.getByRole("region", { name: "Proposal" });
  await expect(proposal).toContainText("A second person confirms it.");
  await expect(proposal.getByRole("button", { name: "Take it back" })).toBeVisible();
  await checkScreen(page, "a proposal of one's own");

  const other = await secondLead(page, browser);
  console.also(other);
  await other.goto(`${project}/finding?severity=critical&q=Weakness+01`);
  const theirs = other.getByRole("region", { name: "Proposal" });
  await theirs.getByRole("button", { name: "Refuse" }).click();
  await theirs.getByRole("button", { name: "Refuse the proposal" }).click();
  await expect(theirs.getByText("Say why not.")).toBeVisible();
  await theirs.getByRole("button", { name: "Back" }).click();
  await theirs.getByRole("button", { name: "Confirm the proposal" }).click();
  await expect(theirs).toBeHidden();
  await other.goto(`${project}/finding?state=dismissed`);
  await expect(rows(other)).toHaveCount(1);
  await expect(rows(other).first()).toContainText("Weakness 01");
});

test("what was there before the first look becomes the backlog in one act, and comes back in one", async ({ page }) => {
  const project = await projectWithTwelve(page, "Silt");
  await page.goto(`${project}/finding`);
  const question = main(page).getByText(/^10 findings in code older than today/);
  await expect(question).toBeVisible();
  await expect(main(page).getByText(/2 findings, critical, stay open\./)).toBeVisible();
  await checkScreen(page, "the question about the backlog");
  await page.getByRole("button", { name: "Adopt as backlog" }).click();
  await expect(page.getByText("10 findings adopted as backlog.")).toBeVisible();
  await expect(question).toBeHidden();
  await expect(rows(page)).toHaveCount(2);

  await page.goto(`${project}/finding?backlog=only`);
  await expect(rows(page)).toHaveCount(10);
  await expect(main(page).getByText(/^10 findings adopted on .*, 10 left\./)).toBeVisible();
  await checkScreen(page, "the backlog");
  await page.getByRole("button", { name: "Undo: open 10 findings again" }).click();
  await expect(page.getByText("10 findings open again.")).toBeVisible();
  await page.goto(`${project}/finding`);
  await expect(rows(page)).toHaveCount(12);
});

test("what is known and lived with stands on one page, to be handed on", async ({ page }) => {
  const project = await projectWithTwelve(page, "Shoal");
  await page.goto(`${project}/finding/known-issues`);
  await expect(page.getByRole("heading", { name: "No known issue" })).toBeVisible();
  await page.goto(`${project}/finding?severity=medium`);
  await openFirst(page);
  await page.keyboard.press("5");
  await page.keyboard.type("Until the keeper is replaced.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/^Acknowledged F-\d+ until/)).toBeVisible();

  await page.goto(`${project}/finding/known-issues`);
  const known = rowOf(page, "Acknowledged", number);
  await expect(known).toContainText("Until the keeper is replaced.");
  await checkScreen(page, "known issues");
  for (const [label, ending] of [
    ["Markdown", "md"],
    ["CSV", "csv"],
    ["JSON", "json"],
  ] as const) {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: label, exact: true }).click(),
    ]);
    expect(file.suggestedFilename(), label).toMatch(new RegExp(`\\.${ending}$`));
  }
});

test("days to resolve: the organization's, and a project's own promise", async ({ page }) => {
  const project = await projectWithTwelve(page, "Tide");
  await page.goto(`${DEMO.organization}/settings/finding`);
  const days = page.getByRole("form", { name: "Days to resolve" });
  await days.getByLabel("Medium").fill("ninety");
  await expect(days.getByText("1 to 3650")).toBeVisible();
  await checkScreen(page, "settings of findings");

  // What the organization promises holds for the demo too, which other stories are about.
  await page.goto(`${project}/settings`);
  await page.getByRole("button", { name: "Promise something else here" }).click();
  await days.getByLabel("Critical").fill("1");
  await days.getByRole("button", { name: "Promise these days" }).click();
  await expect(page.getByText("Saved. Every open finding has its new day.")).toBeVisible();
  await checkScreen(page, "settings of a project with a promise");
  await page.goto(`${project}/finding?severity=critical`);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).first().click();
  await expect(page.getByText(/^in (1 d|2[34] h)$/)).toBeVisible();
  await page.goto(`${project}/settings`);
  await page.getByRole("button", { name: "Follow the organization again" }).click();
  await expect(page.getByRole("button", { name: "Promise something else here" })).toBeVisible();
});
