import { addReport, checkScreen, expect, figure, fresh, makeProject, rowOf, signInAs, test } from "./support.ts";

const ADVISORY = "GHSA-qv7w-2j4m-9x3c";
const AUDIT = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    ladle: {
      ...{ name: "ladle", severity: "moderate", isDirect: true, effects: [], range: "<2.0.0", fixAvailable: true },
      nodes: ["node_modules/ladle"],
      via: [
        {
          ...{ source: 1, name: "ladle", dependency: "ladle", title: "Ladle spills", severity: "moderate" },
          ...{ url: `https://github.com/advisories/${ADVISORY}`, cwe: ["CWE-400"], range: "<2.0.0" },
        },
      ],
    },
  },
  metadata: {},
});

/** A report of a tool that no adapter reads, about the same advisory of the same package. */
const generic = (name: string, ...titles: string[]) =>
  JSON.stringify({
    name,
    findings: titles.map((title, at) => ({
      ...{ title, severity: "medium", package: "pkg:npm/ladle", advisories: [ADVISORY] },
      ...{ rule_id: `${name}-${at}`, id: `${name}-${at}`, description: "It spills." },
    })),
  });

test("what two tools report is one finding, is split by one press, and pairs wait for a person", async ({ page }) => {
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Kettle"));
  await page.goto(`${project}/finding/suggestion`);
  await expect(page.getByRole("heading", { name: "Nothing waits" })).toBeVisible();
  await addReport(page, project, "audit.json", AUDIT);
  await expect(figure(page, "New")).toHaveText("1");
  await addReport(page, project, "lid.json", generic("Lid Audit", "The ladle spills over"));
  await expect(figure(page, "New")).toHaveText("0");

  await page.goto(`${project}/finding/F-1`);
  await expect(page.getByRole("heading", { name: "Also reported by" })).toBeVisible();
  const said = page.getByRole("listitem").filter({ hasText: "The ladle spills over" });
  await expect(said.getByText("npm audit names the same advisory of the same package.").first()).toBeVisible();
  await expect(page.getByText("reports it too")).toBeVisible();
  await checkScreen(page, "finding of two tools");
  await page.keyboard.press("v");
  await expect(page.getByText(/is F-2 now\./)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Also reported by" })).toHaveCount(0);
  await page.goto(`${project}/finding/F-2`);
  await expect(page.getByRole("heading", { level: 1, name: "The ladle spills over" })).toBeVisible();

  // What a tool reports twice of one component and advisory is one finding, and may be either of the two that are there.
  await addReport(page, project, "pan.json", generic("Pan Audit", "Spills left", "Spills right"));
  await expect(figure(page, "New")).toHaveText("1");
  await addReport(page, project, "pot.json", generic("Pot Audit", "Spills over the rim"));
  await expect(figure(page, "New")).toHaveText("1");
  await page.goto(`${project}/finding/suggestion`);
  const rows = page.getByRole("table", { name: "Pairs" }).locator("tbody tr");
  await expect(rows).toHaveCount(5);
  await checkScreen(page, "pairs that may be the same");
  await rowOf(page, "Pairs", /F-1 .*F-3 /s)
    .getByRole("button", { name: "F-1 and F-3 are the same" })
    .click();
  await expect(page.getByText("F-1 and F-3 are one: F-1.")).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("n");
  await expect(page.getByText(/stay apart\.$/)).toBeVisible();
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("z");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("=");
  await expect(rows).toHaveCount(0);

  await page.goto(`${project}/finding/F-1`);
  await expect(page.getByRole("heading", { name: "Merged into it" })).toBeVisible();
});
