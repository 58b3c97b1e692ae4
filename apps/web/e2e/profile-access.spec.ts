import { entriesOf, tarGz } from "./archive.ts";
import { BROKEN_ROOT, JAR, MENDED_JAR } from "./contents.ts";
import {
  addArchive,
  checkScreen,
  choose,
  DEMO,
  expect,
  fresh,
  makeProject,
  rowOf,
  signInAs,
  test,
  WORK_MS,
} from "./support.ts";

test("powers are read from code, people say who holds them, and red lines say what that means", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Keys"));
  await page.goto(`${project}/profile/access-map`);
  await expect(page.getByRole("heading", { name: "No power is known yet" })).toBeVisible();
  await checkScreen(page, "no access map yet");

  // What no code shows.
  await page.getByRole("button", { name: "State one by hand" }).click();
  const form = page.getByRole("form", { name: "New power" });
  await form.getByLabel("Money it reaches, USD").fill("a lot");
  await form.getByRole("button", { name: "Add power" }).click();
  await expect(form.getByText("Say what it is over.")).toBeVisible();
  await expect(form.getByText("Write a sum in USD.")).toBeVisible();
  await form.getByLabel("Over what").fill("Front end");
  await form.getByLabel("Key or account").fill("Deployer CI");
  await form.getByLabel("Money it reaches, USD").fill("$250,000");
  await form.getByRole("button", { name: "Add power" }).click();
  await expect(rowOf(page, "Powers", "Ship the front end")).toContainText("$250,000");
  await expect(page.getByText("Nobody said who holds one power")).toBeVisible();

  // What the code shows, as soon as it is there: everybody may name the keeper.
  await addArchive(page, project, "jar.tar.gz", tarGz(entriesOf({ ...JAR, ...BROKEN_ROOT })));
  await page.goto(`${project}/profile/access-map`);
  const open = rowOf(page, "Powers", "Change a setting");
  await expect(open).toContainText("none", { timeout: WORK_MS });
  await expect(page.getByText("One power asks nobody")).toBeVisible();
  await expect(page.getByText(/vendor was not read: /)).toBeVisible();
  await open.getByRole("button", { name: "Change a setting" }).click();
  const panel = page.getByRole("dialog", { name: "Change a setting: Jar" });
  await expect(panel.getByRole("link", { name: "setKeeper" })).toHaveAttribute("href", /path=src%2FJar\.sol#L\d+$/);
  await expect(panel.getByText("It asks nobody")).toBeVisible();
  await page.keyboard.press("Escape");

  // Mended: the owner alone, and nobody has said who that is.
  await addArchive(page, project, "mended.tar.gz", tarGz(entriesOf(MENDED_JAR)));
  await page.goto(`${project}/profile/access-map`);
  const move = rowOf(page, "Powers", "Move money");
  await expect(move).toContainText("owner: not stated", { timeout: WORK_MS });
  await expect(page.getByText("One power asks nobody")).toHaveCount(0);

  await page.getByRole("button", { name: "Add a holder" }).click();
  const holder = page.getByRole("form", { name: "New holder" });
  await holder.getByLabel("Name", { exact: true }).fill("Team Safe");
  await holder.getByLabel("Keys it asks for").fill("5");
  await holder.getByLabel("Who holds a key").fill("Ada\nBo\nCy");
  await holder.getByRole("button", { name: "Add holder" }).click();
  await expect(holder.getByText(/It asks for more keys than it has/)).toBeVisible();
  await expect(holder.getByLabel("Who holds a key")).toHaveValue("Ada\nBo\nCy");
  await checkScreen(page, "a holder that cannot be");
  await holder.getByLabel("Keys it asks for").fill("2");
  await holder.getByRole("button", { name: "Add holder" }).click();
  await expect(rowOf(page, "Holders", "Team Safe")).toContainText("2 of 3");

  await move.getByRole("button", { name: "Move money" }).click();
  const mine = page.getByRole("dialog", { name: "Move money: Jar" });
  await choose(page, mine.getByRole("combobox", { name: "Who is owner of Jar" }), "Team Safe");
  await expect(page.getByText("Who holds it is saved").first()).toBeVisible();
  await choose(page, mine.getByRole("combobox", { name: "Would its use be noticed" }), "By nobody");
  await mine.getByLabel("Money it reaches, USD").fill("90000");
  await checkScreen(page, "one power");
  await mine.getByRole("button", { name: "Save power" }).click();
  await expect(mine).toHaveCount(0);
  await expect(move).toContainText("2 of 3");
  await expect(move).toContainText("$90,000");
  await expect(move).toContainText("nobody");

  // Two of three suffice, one does not.
  await page.getByRole("checkbox", { name: "Ada has fallen" }).click();
  await expect(page.getByRole("status").getByText(/nothing can be done yet/)).toBeVisible();
  await page.getByRole("checkbox", { name: "Bo has fallen" }).click();
  await expect(page.getByText(/can be used, which reach/)).toContainText("$90,000");
  await checkScreen(page, "the access map");

  await page.getByRole("button", { name: "Limits" }).click();
  await page.getByLabel("No delay, over USD").fill("80,000");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText(/stands behind no delay/)).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Table (CSV)" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/-access-map\.csv$/);
});

test("the demo: timelock admin and guardian are the same three people @story", async ({ page }) => {
  await signInAs(page, "manager");
  await page.goto(`${DEMO.project}/profile/access-map`);
  const lines = page.getByRole("list", { name: "Red lines" });
  const same = lines.getByRole("listitem").filter({ hasText: "Team Safe and Guardian Safe are the same three people" });
  await expect(same).toContainText(
    "Team Safe is admin of MeridianTimelock, Guardian Safe is guardian of MeridianVault",
  );
  await expect(lines).toContainText("Team Safe sets the delay of Timelock itself");
  await expect(rowOf(page, "Powers", "Replace the code")).toContainText("2 of 3");
  await expect(rowOf(page, "Powers", "Sign for others").filter({ hasText: "MeridianRewards" })).toContainText("nobody");
  for (const name of ["State a power", "Limits", "Add a holder"]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }
  await page.getByRole("checkbox", { name: "Leo Marchetti has fallen" }).click();
  await page.getByRole("checkbox", { name: "Salma Haddad has fallen" }).click();
  await expect(page.getByText(/can be used, which reach/)).toContainText("$1.48M");
  await checkScreen(page, "the demo's access map");
});
