import type { Page } from "@playwright/test";
import { entriesOf, tarGz } from "./archive.ts";
import { JAR, LINE_OF_EMPTY } from "./contents.ts";
import {
  addArchive,
  checkScreen,
  choose,
  expect,
  figure,
  fresh,
  giveFile,
  makeProject,
  rowOf,
  signInAs,
  test,
  WORK_MS,
} from "./support.ts";

const REVIEW = `# Harbor Reviews: the Jar

Date: 2026-03-14
Commit under review: 4f2c1d8e9ab37c650f1d2e3b4a59687786a5b4c3

## [H-01] Anyone empties the jar

**Severity:** High
**Status:** Acknowledged

\`Jar.empty\` in \`src/Jar.sol\` asks nobody who is there.

### Recommendation

Ask for the owner.

### Answer

The jar holds nothing before the launch.

## [M-01] The keeper is set by anyone

**Severity:** Medium
**Status:** Fixed in 9b8a7c6d

\`Jar.setKeeper\` lets a stranger in.

## [L-01] A vault nobody has

**Severity:** Low
**Status:** Open

In \`src/Vault.sol\` a number is read twice.
`;

const TABLE = `Ref,What is it,How bad,Outcome,Where
1,Anyone empties the jar,high,fixed,src/Jar.sol
2,=HYPERLINK("https://example.org")&" is a name",low,open,
`;

const main = (page: Page) => page.getByRole("main");

/** On the preview of a document that was sent: waits until it is read, and gives its address back. */
async function previewOf(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/finding\/past\/\d+$/);
  await expect(page.getByRole("table", { name: "Findings of the document" })).toBeVisible({ timeout: WORK_MS });
  return new URL(page.url()).pathname;
}

test("a report is pasted, held against the code, corrected and imported; its findings say where they come from", async ({
  page,
}) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Cellar"));
  await addArchive(page, project, "jar.tar.gz", tarGz(entriesOf(JAR)));
  await page.goto(`${project}/finding`);
  await page.getByRole("link", { name: "Bring your past" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bring your past" })).toBeVisible();
  await checkScreen(page, "nothing brought yet");

  const paste = page.getByRole("form", { name: "Paste a report" });
  await paste.getByRole("button", { name: "Hold it against the code" }).click();
  await expect(paste.getByText("Paste the report, or choose its file above.")).toBeVisible();
  await paste.getByRole("textbox", { name: "Report" }).fill(REVIEW);
  const seen = page.getByRole("region", { name: "What is recognised" });
  await expect(seen.getByRole("status")).toContainText("3 findings");
  await expect(rowOf(page, "Recognised findings", /H-01/)).toContainText("acknowledged");
  await checkScreen(page, "a report while it is pasted");
  await paste.getByRole("button", { name: "Hold it against the code" }).click();

  const preview = await previewOf(page);
  const said = (key: string) => rowOf(page, "Findings of the document", key);
  await expect(said("H-01")).toContainText(`src/Jar.sol:${LINE_OF_EMPTY}`);
  await expect(said("L-01")).toContainText("gone");
  await checkScreen(page, "what a report would make");
  await said("M-01").getByText("Read and correct").click();
  const correction = page.getByRole("form", { name: "Correct M-01" });
  await choose(page, correction.getByRole("combobox", { name: "Severity" }), "Low");
  await checkScreen(page, "a row that is corrected");
  await correction.getByRole("button", { name: "Correct" }).click();
  await expect(said("M-01").getByRole("cell").nth(2)).toContainText(/low/i);
  await said("L-01").getByRole("checkbox").click();
  await expect(page.getByRole("button", { name: "Import 2" })).toBeVisible();

  const document = page.getByRole("form", { name: "The document" });
  await expect(document.getByLabel("Date")).toHaveValue("2026-03-14");
  await document.getByLabel("Firm").fill("Harbor Reviews");
  await document.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("form", { name: "Import" }).getByLabel("Acknowledged until").fill("2031-01-01");
  await page.getByRole("button", { name: "Import 2" }).click();
  await expect(page.getByText("2 findings imported.")).toBeVisible();
  await expect(main(page).getByText(/2 new findings/)).toBeVisible();
  await checkScreen(page, "an imported report");

  // The number of the report finds it.
  await page.goto(`${project}/finding?state=any&q=H-01`);
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await page.goto(`${project}/finding/F-1`);
  await expect(page.getByRole("heading", { level: 1, name: "Anyone empties the jar" })).toBeVisible();
  await expect(figure(page, "Report")).toContainText("Harbor Reviews");
  await expect(
    main(page)
      .getByText(/holds nothing before the launch/)
      .first(),
  ).toBeVisible();
  await checkScreen(page, "a finding of a report");

  // The same again is the same document.
  await page.goto(`${project}/source/new`);
  await giveFile(page, "review.md", REVIEW);
  await expect(page).toHaveURL(preview);
});

test("a table: columns, what conflicts, what is only text, and thrown away", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Pantry"));
  await page.goto(`${project}/finding/past`);
  const box = page.getByLabel("Document to bring");
  await box.setInputFiles({ name: "known.csv", mimeType: "text/csv", buffer: Buffer.from(TABLE) });
  const columns = page.getByRole("form", { name: "Columns" });
  await expect(columns).toBeVisible({ timeout: WORK_MS });
  await choose(page, columns.getByRole("combobox", { name: "What is it holds" }), "Title");
  await choose(page, columns.getByRole("combobox", { name: "How bad holds" }), "Severity");
  await choose(page, columns.getByRole("combobox", { name: "Outcome holds" }), "Status");
  await choose(page, columns.getByRole("combobox", { name: "Where holds" }), "File");
  await checkScreen(page, "columns of a table");
  await columns.getByRole("button", { name: "Read the table so" }).click();
  await expect(rowOf(page, "Findings of the document", "=HYPERLINK")).toContainText("Low");
  await expect(rowOf(page, "Findings of the document", "Anyone empties the jar")).toContainText("High");
  await page.getByRole("button", { name: "Throw away" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Throw away" }).click();
  await expect(page.getByText("Nothing of it was imported.")).toBeVisible();
  await checkScreen(page, "a document that was thrown away");

  await page.goto(`${project}/finding/past`);
  await page.getByLabel("Document to bring").setInputFiles({
    ...{ name: "letter.md", mimeType: "text/markdown" },
    buffer: Buffer.from("Thank you for the good work.\n"),
  });
  await expect(page.getByText("This could not be read")).toBeVisible({ timeout: WORK_MS });
  await checkScreen(page, "a document without findings");

  // An address inside the network is no DefectDojo of anybody.
  await page.goto(`${project}/finding/past`);
  const dojo = page.getByRole("form", { name: "From DefectDojo" });
  await dojo.getByRole("button", { name: "Read its findings" }).click();
  await expect(dojo.getByText("Give the address, like https://dojo.example.org.")).toBeVisible();
  await dojo.getByLabel("Address").fill("http://169.254.169.254");
  await dojo.getByLabel("Token").fill("0123456789abcdef");
  await dojo.getByRole("button", { name: "Read its findings" }).click();
  await expect(page.getByText("This could not be read")).toBeVisible({ timeout: WORK_MS });
  await checkScreen(page, "a DefectDojo that is not asked");
});
