import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { entriesOf, tarGz } from "./archive.ts";
import { JAR } from "./contents.ts";
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

const LOCK = JSON.stringify(
  {
    lockfileVersion: 3,
    packages: {
      "": { dependencies: { "harbor-web": "^1.0.0" }, devDependencies: { "harbor-tool": "^2.0.0" } },
      "node_modules/harbor-web": { version: "1.0.0", license: "MIT", dependencies: { "harbor-deep": "^1.0.0" } },
      "node_modules/harbor-deep": { version: "1.4.0" },
      "node_modules/harbor-tool": { version: "2.0.0", dev: true },
    },
  },
  null,
  2,
);
const SOLDEER = `[[dependencies]]
name = "@openzeppelin-contracts"
version = "4.9.2"
url = "https://example.org/contracts.zip"
`;
const SETTINGS = `${DEMO.organization}/settings/advisory`;

async function projectWithLocks(page: Page, name: string): Promise<{ project: string; revision: number }> {
  const project = await makeProject(page, fresh(name));
  const files = { ...JAR, "package-lock.json": LOCK, "soldeer.lock": SOLDEER };
  return { project, revision: await addArchive(page, project, "code.tar.gz", tarGz(entriesOf(files))) };
}

test("lock files become a list of components, with why each is there, and a bill of materials", async ({ page }) => {
  await signInAs(page, "lead");
  const empty = await makeProject(page, fresh("Bare"));
  await page.goto(`${empty}/advisory`);
  await expect(page.getByRole("heading", { name: "There is no code yet" })).toBeVisible();

  const { project, revision } = await projectWithLocks(page, "Cargo");
  await page.goto(`${project}/advisory`);
  await expect(page.getByText(/^4 components, 3 direct/)).toBeVisible({ timeout: WORK_MS });
  const deep = rowOf(page, "Components", "harbor-deep");
  await expect(deep).toContainText("1.4.0");
  await expect(deep).toContainText("harbor-web 1.0.0");
  await expect(rowOf(page, "Components", "@openzeppelin-contracts")).toContainText("soldeer.lock:1");
  await checkScreen(page, "dependencies");

  // By keyboard alone: the search, then what is direct.
  await page.getByRole("searchbox", { name: "Search by name" }).focus();
  await page.keyboard.type("harbor");
  await expect(page.getByRole("table", { name: "Components" }).getByRole("row")).toHaveCount(4);
  await expect(page).toHaveURL(/search=harbor/);
  await page.getByRole("radio", { name: "Transitive" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("table", { name: "Components" }).getByRole("row")).toHaveCount(2);
  await choose(page, page.getByRole("combobox", { name: "Use" }), "For development");
  await expect(page.getByRole("heading", { name: "No component fits" })).toBeVisible();
  await page.goto(`${project}/advisory`);

  await deep.getByRole("link", { name: /^package-lock\.json:/ }).click();
  await expect(page).toHaveURL(new RegExp(`/source/${revision}\\?path=package-lock\\.json`));
  await page.goBack();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CycloneDX" }).click();
  const bill = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
  expect(bill.components).toHaveLength(4);
});

// Dumps come with the stories, so that there is none yet.
test("settings say that no advisories were imported", async ({ page }) => {
  await signInAs(page, "lead");
  await page.goto(SETTINGS);
  await expect(page.getByRole("heading", { name: "No advisories were imported" })).toBeVisible();
  await checkScreen(page, "advisories, nothing imported");
});

test("a dump of advisories says what is wrong with them @story", async ({ page }) => {
  await signInAs(page, "lead");
  const { project } = await projectWithLocks(page, "Pilot");
  await page.goto(SETTINGS);
  const refused = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no dump") };
  await page.getByLabel("Dump of advisories").setInputFiles(refused);
  await expect(rowOf(page, "Imports", "notes.txt")).toContainText("cannot be read", { timeout: WORK_MS });

  const affected = (name: string, fixed: string) => [
    { package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }] },
  ];
  const advisories = [
    {
      ...{ id: "GHSA-harb-deep-0001", modified: "2026-01-02T00:00:00Z", aliases: ["CVE-2026-77001"] },
      ...{ summary: "Deep water", details: "It **leaks**.", affected: affected("harbor-deep", "1.5.0") },
      severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" }],
    },
    {
      ...{ id: "GHSA-harb-zepp-0002", modified: "2026-01-03T00:00:00Z", summary: "A guard that does not guard" },
      affected: affected("@openzeppelin/contracts", "4.9.3"),
    },
  ];
  const dump = {
    name: "npm.jsonl",
    mimeType: "application/json",
    buffer: Buffer.from(advisories.map((each) => JSON.stringify(each)).join("\n")),
  };
  await page.getByLabel("Dump of advisories").setInputFiles(dump);
  await expect(rowOf(page, "Imports", "npm.jsonl")).toContainText("2 read: 2 new", { timeout: WORK_MS });
  // The newest entry is months old: that is said, not hidden.
  await expect(page.getByText("What is known here is old")).toBeVisible();
  await expect(rowOf(page, "What is known", "npm")).toContainText("old");
  await checkScreen(page, "advisories");

  await page.goto(`${project}/advisory`);
  const deep = rowOf(page, "Components", "harbor-deep");
  await expect(deep).toContainText("fixed in 1.5.0", { timeout: WORK_MS });
  await page.getByRole("checkbox", { name: "With advisories" }).check();
  await expect(page.getByRole("table", { name: "Components" }).getByRole("row")).toHaveCount(3);
  await expect(rowOf(page, "Components", "@openzeppelin-contracts")).toContainText("GHSA-harb-zepp-0002");
  await checkScreen(page, "dependencies with advisories");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "OpenVEX" }).click();
  const vex = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  expect(vex["@context"]).toBe("https://openvex.dev/ns/v0.2.0");
  expect(vex.statements).toContainEqual(
    expect.objectContaining({
      vulnerability: { name: "GHSA-harb-deep-0001", aliases: ["CVE-2026-77001"] },
      status: "under_investigation",
    }),
  );
  await deep.getByRole("link", { name: "GHSA-harb-deep-0001" }).click();
  await expect(page.getByText("harbor-deep: Deep water").first()).toBeVisible();
});
