import { checkScreen, choose, DEMO, expect, fresh, invite, join, rowOf, signInAs, test } from "./support.ts";

const SETTINGS = `${DEMO.organization}/settings`;
const REFUSED = /status of (?:401|403|404)/;

test("a person is invited by link, joins, changes role and is removed", async ({ page, browser, console }) => {
  await signInAs(page, "lead");
  const link = await invite(page, "Developer");
  await expect(rowOf(page, "Open invitations", "whoever has the link")).not.toHaveCount(0);
  await checkScreen(page, "members");

  const theirs = await (await browser.newContext()).newPage();
  console.also(theirs);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "Join Meridian Labs" })).toBeVisible();
  await expect(theirs.getByText("invites you as developer")).toBeVisible();
  await checkScreen(theirs, "invitation");
  const person = await join(theirs, link, fresh("Zoran"));
  await expect(theirs.getByRole("link", { name: "Meridian Vault" }).first()).toBeVisible();

  // What the role does not open is not offered, and says so when asked for.
  console.tolerate(REFUSED);
  await theirs.goto(SETTINGS);
  await expect(theirs.getByText("Developer: reads, scans")).toBeVisible();
  await expect(theirs.getByRole("link", { name: "Members" })).toHaveCount(0);
  await theirs.goto(`${SETTINGS}/members`);
  await expect(theirs.getByRole("heading", { name: "Your role does not allow this" })).toBeVisible();
  await checkScreen(theirs, "403");

  await page.reload();
  const row = rowOf(page, "Members", person.name);
  await choose(page, row.getByRole("combobox", { name: `Role of ${person.name}` }), /^Manager/);
  await expect(page.getByText(`${person.name} is manager now`)).toBeVisible();
  await theirs.goto(SETTINGS);
  await expect(theirs.getByText("Manager: reads everything")).toBeVisible();

  await row.getByRole("button", { name: "Add a grant" }).click();
  const grant = page.getByRole("dialog", { name: `Grant for ${person.name}` });
  await checkScreen(page, "grant dialog");
  await choose(page, grant.getByRole("combobox", { name: "Project" }), "Meridian Vault");
  await choose(page, grant.getByRole("combobox", { name: "Role" }), /^Developer/);
  await grant.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(row.getByText("Meridian Vault: Developer")).toBeVisible();

  await row.getByRole("button", { name: "Remove" }).click();
  const question = page.getByRole("dialog", { name: `Remove ${person.name}?` });
  await question.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  // The page that they had open shuts by itself.
  await expect(theirs.getByRole("heading", { name: "There is nothing here for you" })).toBeVisible();
  await theirs.goto("/");
  await expect(theirs.getByRole("heading", { name: "You are in no organization yet" })).toBeVisible();
  await checkScreen(theirs, "in no organization");

  // The used link is of no use to a second person.
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "This invitation is of no use any more" })).toBeVisible();

  await page.goto(`${SETTINGS}/audit`);
  const log = page.getByRole("table", { name: "Audit log" });
  for (const action of ["organization.remove-member", "organization.change-role", "organization.join"])
    await expect(log.getByRole("row").filter({ hasText: action }).first()).toBeVisible();
  await expect(rowOf(page, "Audit log", "refused").filter({ hasText: person.name })).not.toHaveCount(0);
  await checkScreen(page, "audit log");
});

test("an invitation for an address holds for that address, and can be withdrawn", async ({ page, browser }) => {
  const email = `${fresh("bound").replace(" ", ".")}@example.org`;
  await signInAs(page, "lead");
  const link = await invite(page, "Auditor", email);
  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(link);
  await expect(theirs.getByLabel("E-mail")).toHaveValue(email);
  await expect(theirs.getByLabel("E-mail")).not.toBeEditable();

  await rowOf(page, "Open invitations", email).getByRole("button", { name: "Withdraw" }).click();
  await expect(rowOf(page, "Open invitations", email)).toHaveCount(0);
  await theirs.reload();
  await expect(theirs.getByRole("heading", { name: "This invitation is of no use any more" })).toBeVisible();
});

test("the owner reads the limits, and renames the organization", async ({ page }) => {
  await signInAs(page, "lead");
  await page.goto(SETTINGS);
  await checkScreen(page, "organization settings");
  await page.getByRole("button", { name: "Remove the demo" }).click();
  const question = page.getByRole("dialog", { name: "Remove Meridian Labs?" });
  await checkScreen(page, "question before removing the demo");
  await question.getByRole("button", { name: "Keep it" }).click();
  await expect(question).toBeHidden();
  await page.getByRole("link", { name: "Limits" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Archive" })).toContainText("200 MB");
  await checkScreen(page, "limits");
  await page.goBack();
  const rename = async (name: string) => {
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: `Organization ${name}, switch` })).toBeVisible();
  };
  try {
    await rename("Meridian Laboratories");
  } finally {
    await rename("Meridian Labs");
  }
});

test("a token is made for a program, shown once, works, is named in the audit log, and is revoked", async ({
  page,
  request,
}) => {
  const name = fresh("Build");
  await signInAs(page, "lead");
  await page.goto(`${SETTINGS}/token`);
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog", { name: "New token" });
  // Nothing is lost by a try that lacks something.
  for (const scope of ["project:read", "source:write", "scan:run", "scan:import", "finding:read"])
    await dialog.getByRole("checkbox", { name: WORDS[scope] }).click();
  await dialog.getByRole("button", { name: "Make the token" }).click();
  await expect(dialog.getByText("Give it a name that says where it is used.")).toBeVisible();
  await expect(dialog.getByText("Choose at least one.")).toBeVisible();
  await checkScreen(page, "new token");
  await dialog.getByLabel("Name").fill(name);
  await choose(page, dialog.getByRole("combobox", { name: "Project" }), "Meridian Vault");
  await dialog.getByRole("checkbox", { name: WORDS["project:read"] }).focus();
  await page.keyboard.press("Space");
  await choose(page, dialog.getByRole("combobox", { name: "Ends after" }), /^Never/);
  await expect(dialog.getByText("works until somebody revokes it")).toBeVisible();
  await choose(page, dialog.getByRole("combobox", { name: "Ends after" }), "30 days");
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const made = page.getByRole("dialog", { name: "The token is made" });
  const token = await made.getByLabel("Token", { exact: true }).inputValue();
  expect(token).toMatch(/^rdt_[0-9a-f]{32}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}$/);
  await checkScreen(page, "token made");
  await made.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(token)).toHaveCount(0);
  await expect(rowOf(page, "API tokens", name)).toContainText(`rdt_…${token.slice(-4)}, Meridian Vault only`);
  await checkScreen(page, "tokens");

  const asProgram = { headers: { authorization: `Bearer ${token}` } };
  const projects = await request.get("/api/v1/projects", asProgram);
  expect(projects.status()).toBe(200);
  expect((await projects.json()).items.map((item: { slug: string }) => item.slug)).toEqual(["meridian-vault"]);
  const findings = await request.get("/api/v1/projects/meridian-vault/findings", asProgram);
  expect([findings.status(), (await findings.json()).code]).toEqual([403, "api.scope-missing"]);
  await page.goto(`${SETTINGS}/audit`);
  await expect(rowOf(page, "Audit log", `by token ${name}`).first()).toContainText("refused");

  await page.goto(`${SETTINGS}/token`);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  const question = page.getByRole("dialog", { name: `Revoke ${name}?` });
  await question.getByRole("button", { name: "Revoke" }).click();
  await expect(rowOf(page, "API tokens", name)).toContainText("revoked");
  expect((await request.get("/api/v1/projects", asProgram)).status()).toBe(401);
});

const WORDS: Readonly<Record<string, string>> = {
  "project:read": "See projects, sources and revisions",
  "source:write": "Push code and connect repositories",
  "scan:run": "Start, follow and cancel scans",
  "scan:import": "Import reports of other tools",
  "finding:read": "Read findings, their code and PoCs",
};
