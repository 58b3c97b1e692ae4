import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { type Entry, entriesOf, tarGz, zip } from "./archive.ts";
import { BROKEN_ROOT, JAR } from "./contents.ts";
import { addArchive, checkScreen, expect, fresh, giveFile, makeProject, signInAs, test, WORK_MS } from "./support.ts";

test("an archive becomes a revision that says what compiles, and shows its files", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Harbor"));
  await page.goto(project);
  await expect(page.getByRole("heading", { name: "Nothing is known about this project yet" })).toBeVisible();
  await checkScreen(page, "overview of an empty project");
  await page.getByRole("main").getByRole("link", { name: "Add code" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Add your code" })).toBeVisible();
  await checkScreen(page, "add code");

  await giveFile(page, "harbor.tar.gz", tarGz(entriesOf({ ...JAR, ...BROKEN_ROOT })));
  const inside = page.getByRole("complementary", { name: "What is in it" });
  const look = inside.getByRole("link", { name: /^Look at / });
  await expect(look).toBeVisible({ timeout: WORK_MS });
  await expect(inside.getByText("compiles: yes")).toHaveCount(1);
  await expect(inside.getByText("compiles: no")).toHaveCount(1);
  await expect(inside.getByText("nowhere/Nowhere.sol")).toBeVisible();
  await expect(inside.getByRole("button", { name: "Scan 3 roots" })).toBeVisible();
  await checkScreen(page, "what is in it");

  await look.click();
  const roots = page.getByRole("table", { name: "Project roots" });
  const broken = roots.getByRole("row").filter({ hasText: "vendor" });
  await expect(broken.getByText("compiles: no")).toBeVisible();
  await expect(broken.getByText("nowhere/Nowhere.sol")).toBeVisible();
  await expect(roots.getByText("compiles: yes")).toHaveCount(1);
  // What the project's own configuration asks for and does not get stands beside, with the reason.
  const side = page.getByRole("complementary", { name: "Configuration and scans" });
  await expect(side.getByRole("listitem").filter({ hasText: "ffi" }).first()).toBeVisible();

  const files = page.getByRole("tree");
  await files.getByRole("treeitem", { name: "Jar.sol" }).click();
  await expect(page).toHaveURL(/path=src(%2F|\/)Jar\.sol/);
  await expect(page.getByRole("region", { name: /^src\/Jar\.sol/ })).toContainText("contract Jar {");
  await checkScreen(page, "revision");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Choose a file" })).toBeVisible();

  await page.goto(`${project}/source`);
  await expect(page.getByRole("table", { name: "Revisions" }).getByText("ready", { exact: true })).toBeVisible();
  await expect(page.getByRole("table", { name: "Sources" }).getByText("harbor", { exact: true })).toBeVisible();
  await checkScreen(page, "code");
});

test("a zip, and a folder that is dropped or chosen", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Quay"));
  const folder = mkdtempSync(path.join(tmpdir(), "e2e-folder-"));
  try {
    const revision = await addArchive(page, project, "quay.zip", zip(entriesOf(JAR)));
    await expect(page.getByText("compiles: yes")).toBeVisible();

    mkdirSync(path.join(folder, "quay/src"), { recursive: true });
    mkdirSync(path.join(folder, "quay/node_modules/left"), { recursive: true });
    mkdirSync(path.join(folder, "empty"));
    writeFileSync(path.join(folder, "quay/src/Only.sol"), JAR["src/Jar.sol"] ?? "");
    writeFileSync(path.join(folder, "quay/node_modules/left/index.js"), "module.exports = 1;\n");
    await page.goto(`${project}/source/new`);
    await drop(page, path.join(folder, "quay"));
    await expect(page.getByRole("link", { name: /^Look at / })).toBeVisible({ timeout: WORK_MS });
    expect(Number(new URL(page.url()).searchParams.get("revision"))).toBeGreaterThan(revision);
    // What builds and installers leave behind stays at home.
    await expect(page.getByText(/^1 files?, /)).toBeVisible();

    const refusal = page.getByRole("alert").filter({ hasText: "holds no files to scan" });
    await drop(page, path.join(folder, "empty"));
    await expect(refusal).toBeVisible();
    await page.goto(`${project}/source/new`);
    await page.getByLabel("Folder to scan").setInputFiles(path.join(folder, "quay/node_modules"));
    await expect(refusal).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const REFUSED: readonly (readonly [string, string, Buffer, RegExp])[] = [
  ["a path that leaves it", "up.zip", zip([{ path: "../up.sol", text: "x" }]), /path that leaves it|invalid relative/],
  ["a path that leaves a tar", "up.tar.gz", tarGz([{ path: "src/../../up.sol", text: "x" }]), /path that leaves it/],
  ["a link", "link.tar.gz", tarGz(linked()), /holds a SymbolicLink \(src\/keys\); only files and folders are taken/],
  ["a link in a zip", "link.zip", zip(linked()), /holds a link or device \(src\/keys\)/],
  ["no archive", "words.zip", Buffer.from("these are only words"), /not a zip, tar or tar\.gz archive/],
];

function linked(): Entry[] {
  return [
    { path: "src/A.sol", text: "contract A {}" },
    { path: "src/keys", target: "/etc/passwd" },
  ];
}

test("an archive that reaches out of itself is refused in one sentence", async ({ page, console }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Reef"));
  await page.goto(`${project}/source/new`);
  const inside = page.getByRole("complementary", { name: "What is in it" });
  for (const [what, name, content, sentence] of REFUSED) {
    await test.step(what, async () => {
      await giveFile(page, name, content);
      await expect(inside.getByText(sentence)).toBeVisible({ timeout: WORK_MS });
      await expect(inside.getByText("This code could not be fetched")).toBeVisible();
    });
  }
  await expect(inside.getByRole("button", { name: "Try again" })).toBeVisible();
  await checkScreen(page, "refused archive");

  console.tolerate(/status of 4\d\d/);
  await giveFile(page, "nothing.zip", Buffer.alloc(0));
  await expect(page.getByRole("alert").filter({ hasText: "This file is empty. Choose the one" })).toBeVisible();

  // Code that nothing compiles is no failure, and says so.
  await giveFile(page, "prose.tar.gz", tarGz([{ path: "README.txt", text: "words" }]));
  await expect(inside.getByText("nothing to compile")).toBeVisible({ timeout: WORK_MS });
  await expect(inside.getByText("1 file, 0 of 1 root compiles.")).toBeVisible();
});

test("git is fetched over https and never from a private network; folders only where the operator allows", async ({
  page,
  console,
}) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Cove"));
  await page.goto(`${project}/source/new`);
  const inside = page.getByRole("complementary", { name: "What is in it" });
  const fetchFrom = async (address: string) => {
    await page.getByLabel("Address").fill(address);
    await page.getByRole("button", { name: "Fetch", exact: true }).click();
  };
  console.tolerate(/status of 4\d\d/);
  for (const address of ["https://10.1.2.3/team/protocol.git", "https://169.254.169.254/latest/meta-data"]) {
    await fetchFrom(address);
    await expect(page.getByText(`${new URL(address).hostname} lies in a private or reserved network.`)).toBeVisible({
      timeout: WORK_MS,
    });
  }
  await fetchFrom("http://git.example.org/team/protocol.git");
  await expect(page.getByText("Repositories are read over https only")).toBeVisible({ timeout: WORK_MS });
  await expect(inside.getByRole("link", { name: /^Look at / })).toHaveCount(0);

  await page.getByLabel("Path on the machine that runs Redoubt").fill("/etc");
  await page.getByRole("button", { name: "Read", exact: true }).click();
  await expect(page.getByText("This folder is not allowed.")).toBeVisible();
});

/** Drops a file or folder of this machine on the box, as a person drags it there. */
async function drop(page: Page, place: string): Promise<void> {
  const box = page.getByText("Drop a folder, an archive or a report");
  await box.scrollIntoViewIfNeeded();
  const area = await box.boundingBox();
  if (area === null) throw new Error("the box is not on screen");
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [place], dragOperationsMask: 1 };
  const at = { x: area.x + area.width / 2, y: area.y + area.height / 2, data };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...at });
  await session.detach();
}
