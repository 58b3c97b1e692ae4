import { checkScreen, choose, expect, fresh, makeProject, rowOf, signInAs, test } from "./support.ts";

test("what is at stake is answered once, said in sentences, and kept version by version", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Stake"));
  await page.goto(`${project}/profile`);
  await expect(page.getByRole("heading", { name: "Nobody has said what is at stake" })).toBeVisible();
  await checkScreen(page, "empty profile");
  await page.getByRole("link", { name: "Answer the questions" }).click();

  const form = page.getByRole("form", { name: "Questionnaire" });
  await form
    .getByRole("radiogroup", { name: "Whose money does it hold or move?" })
    .getByLabel("Other people's")
    .check();
  const lines = form.getByLabel("Lines of code of its own");
  await lines.fill("about 600");
  // Only protocols with a bounty are asked what it pays.
  await expect(form.getByLabel("What does it pay at most?")).toBeHidden();
  await form.getByRole("radiogroup", { name: "Is there a bug bounty?" }).getByLabel("Public").check();
  await form.getByLabel("What does it pay at most?").fill("$50,000");
  await form.getByLabel("What does it pay at most?").press("Control+Enter");
  await expect(form.getByText("Write a whole number.")).toBeVisible();
  await expect(lines).toBeFocused();
  await expect(lines).toHaveValue("about 600");
  await checkScreen(page, "questionnaire with an error");
  await lines.fill("694");
  await lines.press("Control+Enter");
  await expect(page.getByText("Saved as version 1")).toBeVisible();
  await expect(form.getByText(/^stated, /).first()).toBeVisible();

  await page.goto(`${project}/profile/asset`);
  await expect(page.getByRole("heading", { name: "No asset yet" })).toBeVisible();
  await page.getByRole("button", { name: "Add an asset" }).click();
  const asset = page.getByRole("form", { name: "New asset" });
  await asset.getByLabel("Amount").fill("lots");
  await asset.getByRole("button", { name: "Add asset" }).click();
  await expect(asset.getByText("Give it a name.")).toBeVisible();
  await expect(asset.getByText("Write a number, without signs.")).toBeVisible();
  await asset.getByLabel("Name").fill("Deposits");
  await asset.getByLabel("Amount").fill("1,000,000");
  await asset.getByLabel("Contracts that hold or decide it").fill("Vault");
  await checkScreen(page, "a new asset");
  await asset.getByRole("button", { name: "Add asset" }).click();
  await expect(rowOf(page, "Assets", "Deposits")).toContainText("$1M");
  await page.getByRole("button", { name: "Change Deposits" }).click();
  const change = page.getByRole("form", { name: "Change Deposits" });
  await choose(page, change.getByRole("combobox", { name: "Who can reach it" }), "Partners");
  await change.getByRole("button", { name: "Save asset" }).click();
  await expect(rowOf(page, "Assets", "Deposits")).toContainText("Partners");
  await checkScreen(page, "assets");

  await page.goto(`${project}/profile`);
  await expect(page.getByText(/holds \$1M that belongs to others\./)).toBeVisible();
  await expect(page.getByText("The bounty pays $50,000 at most, 5 % of what is at stake")).toBeVisible();
  await page.getByRole("link", { name: "Who would answer an alarm at night?" }).last().click();
  await expect(page).toHaveURL(/questionnaire#q-watch/);
  await page.getByRole("radiogroup", { name: "Who would answer an alarm at night?" }).getByLabel("Nobody").check();
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await expect(page.getByText("Saved as version 2")).toBeVisible();
  await page.goto(`${project}/profile`);
  await expect(page.getByText("Nobody answers an alarm.")).toBeVisible();
  await checkScreen(page, "profile");

  await page.goto(`${project}/profile/version`);
  await expect(rowOf(page, "Changed answers", "Who would answer an alarm at night?")).toContainText("no answer");
  await checkScreen(page, "versions of the profile");
  await page.getByRole("button", { name: "Version 1" }).click();
  await expect(rowOf(page, "Changed answers", "Lines of code of its own")).toContainText("694 lines");
});

test("a developer reads the profile and changes nothing; a save over another one's loses nothing", async ({
  page,
  browser,
}) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Shared"));
  await page.goto(`${project}/profile/questionnaire`);
  const other = await browser.newPage();
  await signInAs(other, "lead");
  await other.goto(`${project}/profile/questionnaire`);
  const night = "Who would answer an alarm at night?";
  await other.getByRole("radiogroup", { name: night }).getByLabel("Nobody").check();
  await other.getByRole("button", { name: "Save as version 1" }).click();
  await expect(other.getByText("Saved as version 1")).toBeVisible();
  await page.getByLabel("Where does a finder report?").fill("security@example.org");
  await page.getByRole("button", { name: "Save as version 1" }).click();
  await expect(page.getByText(/saved version 1 meanwhile/)).toBeVisible();
  await page.getByRole("button", { name: "Put mine on top" }).click();
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await expect(page.getByText("Saved as version 2")).toBeVisible();
  await expect(page.getByRole("radiogroup", { name: night }).getByLabel("Nobody")).toBeChecked();

  await signInAs(other, "developer");
  await other.goto(`${project}/profile/questionnaire`);
  await expect(other.getByLabel("Where does a finder report?")).toHaveValue("security@example.org");
  await expect(other.getByLabel("Where does a finder report?")).toBeDisabled();
  await other.close();
});
