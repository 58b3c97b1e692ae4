import { checkScreen, choose, DEMO, expect, fresh, makeProject, rowOf, signInAs, test } from "./support.ts";

const MONEY = `${DEMO.project}/economics`;
const RUN_MS = 120_000;

test("a lead states a number where the order is said to flip, the simulation runs again, and it does flip", async ({
  page,
}) => {
  await signInAs(page, "lead");
  await page.goto(`${DEMO.project}/profile`);
  await page.getByRole("navigation", { name: "Profile" }).getByRole("link", { name: "Money at risk" }).click();
  await expect(page).toHaveURL(MONEY);
  const head = page.getByRole("main").getByRole("status").first();
  await expect(head).toContainText(/^simulated /, { timeout: RUN_MS });
  await expect(page.getByText("Model, not forecast").first()).toBeVisible();

  // Facts: the cap of the vault's cash holds for a block, not until a pause.
  await expect(rowOf(page, "Blast radius", "Deposits")).toContainText("$50k with limits");
  await expect(rowOf(page, "Blast radius", "Deposits")).toContainText("$250k a minute");
  await expect(rowOf(page, "Measured times", "Until pause")).toContainText("39 min");

  // Worth attacking: a filter over three regimes.
  const inventory = page.getByRole("region", { name: "Worth attacking from" });
  await expect(inventory.getByText(/^2 of 3 are worth an attack/)).toBeVisible();
  await inventory.getByRole("radio", { name: "Favours defender" }).click();
  await expect(page).toHaveURL(/regime=defender_optimistic/);
  await expect(inventory.getByText(/^0 of 3 are worth an attack|^1 of 3 is worth an attack/)).toBeVisible();
  await inventory.getByRole("radio", { name: "Central" }).click();
  await choose(page, inventory.getByRole("combobox", { name: "Against" }), "Expert with agents");
  await expect(page).toHaveURL(/against=expert/);
  await expect(inventory.getByText(/^0 of 3 are worth an attack/)).toBeVisible();
  await expect(inventory.getByText(/^from [A-Z][a-z]+ 20\d\d$/).first()).toBeVisible();
  await choose(page, inventory.getByRole("combobox", { name: "Against" }), "Agent with a harness");

  // Chance and size apart, with the tail.
  const apart = page.getByRole("region", { name: "Chance and size, apart" });
  await expect(apart.getByText("At least one loss in 12 months")).toBeVisible();
  await expect(apart.getByText(/One loss in a hundred is above \$/)).toBeVisible();
  await expect(page.getByText("cannot be told apart: start with the cheapest").first()).toBeVisible();
  await checkScreen(page, "money at risk");
  await page.getByText("More charts").click();
  await expect(page.getByRole("table", { name: "Race" })).toBeVisible();
  await checkScreen(page, "money at risk, all charts");

  const order = page.getByRole("table", { name: "Next dollar" }).getByRole("row");
  await expect(order.nth(1)).toContainText("Monitor that pages");
  const flips = page.getByRole("region", { name: "Break the model" }).getByRole("listitem");
  const flip = flips.filter({ hasText: "Until it is done" });
  await expect(flip).toContainText("Weekly rescan of live code comes first");
  const at = Number(/Above ([\d.]+) min/.exec((await flip.textContent()) ?? "")?.[1]);
  expect(at).toBeGreaterThan(2);

  await page.getByRole("navigation", { name: "Money at risk" }).getByRole("link", { name: "Parameters" }).click();
  await page.getByRole("button", { name: "Change Until we decide" }).click();
  const other = page.getByRole("form", { name: "Change Until we decide" });
  await other.getByLabel("Why").fill("not yet finished");
  await page.getByRole("button", { name: "Change Until it is done" }).click();
  const form = page.getByRole("form", { name: "Change Until it is done" });
  await form.getByLabel("Number").fill("soon");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText("Write a number.")).toBeVisible();
  await expect(form.getByText("Say why, in a few words.")).toBeVisible();
  await checkScreen(page, "a parameter being changed");
  await form.getByLabel("Number").fill(String(Math.ceil(at) + 1));
  await choose(page, form.getByRole("combobox", { name: "How we know" }), "measured");
  await form.getByLabel("Why").fill("keys were in another city");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form).toBeHidden();
  const stated = rowOf(page, "Response", "Until it is done");
  await expect(stated).toContainText("keys were in another city");
  // What was typed for another number is still there.
  await expect(other.getByLabel("Why")).toHaveValue("not yet finished");
  await expect(rowOf(page, "What was stated", "keys were in another city")).toContainText("Ines Kovač");

  await page.getByRole("navigation", { name: "Money at risk" }).getByRole("link", { name: "Money at risk" }).click();
  await expect(head).toContainText(/^simulated /, { timeout: RUN_MS });
  await expect(order.nth(1)).toContainText("Weekly rescan of live code", { timeout: RUN_MS });

  // Back, so that the demo stays as it was.
  await page.goto(`${MONEY}/parameter`);
  await page.getByRole("button", { name: "Change Until it is done" }).click();
  await form.getByLabel("Why").fill("it was one night");
  await form.getByRole("button", { name: "Back to the default" }).click();
  await expect(form).toBeHidden();
  await page.goto(MONEY);
  await expect(head).toContainText(/^simulated /, { timeout: RUN_MS });
  await expect(order.nth(1)).toContainText("Monitor that pages", { timeout: RUN_MS });
});

test("controls and times are stated with what they move; a project without assets says what to do", async ({
  page,
}) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Money"));
  await page.goto(`${project}/economics`);
  await expect(page.getByRole("heading", { name: "Nothing of value is stated" })).toBeVisible();
  await checkScreen(page, "money at risk without assets");
  await page.goto(`${project}/economics/control`);
  await page.getByRole("button", { name: "Add a control" }).click();
  const form = page.getByRole("form", { name: "New control" });
  await form.getByLabel("Name").fill("Rescan");
  await form.getByRole("button", { name: "Add control" }).click();
  await expect(form.getByText("Write what it costs in a year.")).toBeVisible();
  await form.getByLabel("Costs in a year, USD").fill("8,000");
  await form.getByLabel("Looks at live code in a year").fill("52");
  await checkScreen(page, "a new control");
  await form.getByRole("button", { name: "Add control" }).click();
  await expect(rowOf(page, "Limits and controls", "Rescan")).toContainText("looks at live code 52 times a year");
  await page.getByRole("button", { name: "Add a time" }).click();
  const time = page.getByRole("form", { name: "New time" });
  await time.getByLabel("Name").fill("Drill 1");
  await time.getByLabel("Day").fill("2026-09-01");
  await time.getByLabel("Detect, minutes").fill("2");
  await time.getByLabel("Decide, minutes").fill("5");
  await time.getByLabel("Act, minutes").fill("1");
  await time.getByRole("button", { name: "Add time" }).click();
  await expect(rowOf(page, "Measured times", "Drill 1")).toContainText("8 min");
  await checkScreen(page, "controls and times");
  await page.getByRole("button", { name: "Remove Rescan" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("None yet. The model counts what is in place")).toBeVisible();
});

test("a manager reads the money at risk and is offered nothing to change", async ({ page }) => {
  await signInAs(page, "manager");
  await page.goto(MONEY);
  await expect(page.getByRole("table", { name: "Blast radius" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Simulate|^Stop$/ })).toHaveCount(0);
  for (const part of ["parameter", "control"]) {
    await page.goto(`${MONEY}/${part}`);
    await expect(page.getByRole("main").getByRole("table").first()).toBeVisible();
    await expect(page.getByRole("main").getByRole("button", { name: /^Change|^Add|^Remove/ })).toHaveCount(0);
  }
});
