import { checkScreen, choose, DEMO, expect, fresh, makeProject, signInAs, test } from "./support.ts";

const REFUSED = /status of (?:403|404|409|422)/;

test("a project is created, renamed, archived and brought back", async ({ page, console }) => {
  const name = fresh("Harbor");
  await signInAs(page, "lead");
  await page.getByRole("link", { name: "New project" }).first().click();
  await expect(page.getByRole("heading", { name: "New project" })).toBeVisible();
  await checkScreen(page, "new project");

  // A short name that is taken is told at its field.
  console.tolerate(/status of (?:400|409)/);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Short name").fill("meridian-vault");
  await page.getByRole("button", { name: "Create the project" }).click();
  await expect(page.getByText("uses this short name")).toBeVisible();
  await expect(page.getByLabel("Short name")).toHaveAttribute("aria-invalid", "true");

  await page.getByLabel("Short name").fill("");
  await page.getByRole("radio", { name: "Library" }).click();
  await page.getByRole("button", { name: "Create the project" }).click();
  await expect(page.getByRole("heading", { name: "No code is connected yet" })).toBeVisible();
  await checkScreen(page, "no code");
  const project = new URL(page.url()).pathname.replace(/\/source$/, "");
  const side = page.getByRole("navigation", { name: "Projects" });
  await expect(side.getByRole("link", { name, exact: true })).toBeVisible();

  await page.goto(`${project}/settings`);
  await checkScreen(page, "project settings");
  await page.getByLabel("Name").fill(`${name} Lend`);
  await choose(page, page.getByRole("combobox", { name: "Kind" }), /^Service/);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Project saved")).toBeVisible();
  await expect(side.getByRole("link", { name: `${name} Lend`, exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("button", { name: "Bring it back" })).toBeVisible();
  await expect(page.getByLabel("Name")).toBeDisabled();
  await expect(side.getByRole("link", { name: `${name} Lend`, exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(page.getByLabel("Name")).toBeEnabled();
  await expect(side.getByRole("link", { name: `${name} Lend`, exact: true })).toBeVisible();
});

test("what is not there is told inside the frame, and outside of it to strangers", async ({ page, console }) => {
  console.tolerate(REFUSED);
  await signInAs(page, "lead");
  for (const path of [`${DEMO.organization}/p/none`, `${DEMO.project}/scan/99999`, `${DEMO.project}/nowhere`]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here for you" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Organization" })).toBeVisible();
  }
  await checkScreen(page, "404");
  const foreign = await page.goto("/o/somebody-else");
  expect(foreign?.status()).toBe(404);
  await expect(page.getByRole("navigation", { name: "Organization" })).toHaveCount(0);
  await checkScreen(page, "404 without a frame");
});

test("a manager reads a project and is offered nothing else", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Quay"));
  await signInAs(page, "manager");
  await page.goto(`${project}/source`);
  await expect(page.getByText("Your role reads only")).toBeVisible();
  await expect(page.getByRole("link", { name: "Add code" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "New project" })).toHaveCount(0);
  for (const path of [`${DEMO.organization}/project/new`, `${project}/source/new`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Your role does not allow this" })).toBeVisible();
  }
  await page.goto(`${project}/settings`);
  await expect(page.getByLabel("Name")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Archive" })).toHaveCount(0);
});
