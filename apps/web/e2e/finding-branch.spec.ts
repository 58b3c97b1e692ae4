import { entriesOf, tarGz } from "./archive.ts";
import { JAR, sarif } from "./contents.ts";
import { checkScreen, expect, fresh, makeProject, makeToken, signInAs, test, WORK_MS } from "./support.ts";

const FEATURE = "release/1.x";
const RULES = ["tx-origin", "no-event"];
const SHARED = { rule: "tx-origin", text: "tx.origin decides", path: "src/Jar.sol", line: 5, score: 5 };
const ON_BRANCH = { rule: "no-event", text: "Nothing is emitted", path: "src/Jar.sol", line: 6, score: 2 };

test("a branch is compared, counts for nothing until it is merged, and decides for itself", async ({
  page,
  baseURL,
}) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Branches"));
  const token = await makeToken(page, project, ["source:write", "scan:import", "finding:read", "project:read"]);
  const slug = project.split("/").at(-1) ?? "";
  const api = `${baseURL ?? ""}/api/v1/projects/${slug}`;
  const send = async (path: string, data: Buffer | string, type: string) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    const response = await page.request.post(`${api}${path}`, { headers, data, timeout: WORK_MS });
    expect(response.ok(), await response.text()).toBe(true);
  };
  const push = async (ref: string, over: Readonly<Record<string, string>> = {}) => {
    await send(
      `/revisions?ref=${encodeURIComponent(ref)}&defaultBranch=main`,
      tarGz(entriesOf({ ...JAR, ...over })),
      "application/gzip",
    );
  };
  const report = (ref: string, results: readonly (typeof SHARED)[]) =>
    send(
      `/imports?ref=${encodeURIComponent(ref)}&wait=60`,
      sarif("Reviewer", RULES, results),
      "application/sarif+json",
    );
  const ready = async (number: number) => {
    await page.goto(`${project}/source/${number}`);
    await expect(page.getByRole("heading", { name: "Project roots" })).toBeVisible({ timeout: WORK_MS });
  };

  await push("main");
  await ready(1);
  await report("main", [SHARED]);
  await push(FEATURE, { "CHANGES.md": "1.1\n" });
  await ready(2);
  await report(FEATURE, [SHARED, ON_BRANCH]);

  // What the branch alone shows is folded away and in no count.
  await page.goto(`${project}/finding`);
  await expect(page.getByText("1 only on other branches, in no count")).toBeVisible();
  await expect(page.getByRole("option", { name: /F-2/ })).toHaveCount(0);
  await page
    .getByText("1 only on other branches, in no count")
    .locator("..")
    .getByRole("button", { name: "Show" })
    .click();
  await expect(page.getByText("Nothing is emitted").first()).toBeVisible();

  await page.goto(`${project}/finding/F-2`);
  await expect(page.getByText("The default branch has not shown it: it is in no count")).toBeVisible();
  await expect(page.getByText("only on a branch")).toBeVisible();

  // One decision for all, and another one for the branch.
  await page.goto(`${project}/finding/F-1`);
  await expect(page.getByRole("heading", { name: "Branches" })).toBeVisible();
  await page.getByRole("button", { name: `Decide for ${FEATURE} alone` }).click();
  const form = page.getByRole("form", { name: `Decide for ${FEATURE} alone` });
  await form.getByRole("button", { name: "Decide", exact: true }).click();
  await expect(form.getByText("Choose a reason.")).toBeVisible();
  await expect(form.getByText("Say why it is otherwise here.")).toBeVisible();
  await form.getByRole("combobox", { name: /Reason/ }).click();
  await page.getByRole("option", { name: /^Not exploitable/i }).click();
  await form.getByRole("textbox", { name: /Why on this branch/ }).fill("The release has no owner.");
  await checkScreen(page, "decision for a branch");
  await form.getByRole("button", { name: "Decide", exact: true }).click();
  await expect(page.getByText(`Decided for ${FEATURE} alone.`)).toBeVisible();
  const row = page
    .getByRole("listitem")
    .filter({ has: page.getByText(FEATURE, { exact: true }) })
    .first();
  await expect(row.getByText("dismissed", { exact: false }).first()).toBeVisible();
  await expect(page.getByText(`decided for ${FEATURE} alone: dismissed it as`, { exact: false }).first()).toBeVisible();
  await checkScreen(page, "finding on two branches");

  // A list of that branch says so.
  await page.goto(`${project}/finding?ref=${encodeURIComponent(FEATURE)}`);
  await expect(page.getByText(`on ${FEATURE}`, { exact: true }).first()).toBeVisible();
  await checkScreen(page, "list of a branch");

  // Merged: the default branch shows it from now on.
  await push("main", { "CHANGES.md": "1.1\n", "README.md": "merged\n" });
  await ready(3);
  await report("main", [SHARED, ON_BRANCH]);
  await page.goto(`${project}/finding/F-2`);
  await expect(page.getByText("saw it come to the default branch", { exact: false }).first()).toBeVisible();
  await page.goto(`${project}/finding`);
  await expect(page.getByText("only on other branches, in no count")).toHaveCount(0);
  await expect(page.getByText("Nothing is emitted").first()).toBeVisible();
});
