import { checkScreen, expect, test } from "./support.ts";

test("the API is read by people and by programs from one document, without an account", async ({ page, request }) => {
  await page.goto("/docs/api");
  await expect(page.getByRole("heading", { name: "Redoubt API", level: 1 })).toBeVisible();
  const answer = await request.get("/api/v1/openapi.json");
  const document = (await answer.json()) as {
    openapi: string;
    paths: Record<string, Record<string, { summary: string }>>;
  };
  expect(document.openapi).toBe("3.1.1");
  const summaries = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ summary }) => summary),
  );
  expect(summaries.length).toBeGreaterThan(15);
  const main = page.getByRole("main");
  for (const summary of summaries)
    await expect(main.getByRole("heading", { name: summary, exact: true })).toHaveCount(1);

  await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Push code" }).click();
  await expect(main.getByRole("heading", { name: "Push code" })).toBeInViewport();
  await main.getByRole("link", { name: "Problem" }).first().click();
  await expect(main.getByRole("heading", { name: "Problem", exact: true })).toBeInViewport();
  // Nothing of it comes from elsewhere, and no script runs that the page did not name.
  const elsewhere = await page.evaluate(() =>
    performance.getEntriesByType("resource").filter((entry) => new URL(entry.name).origin !== location.origin),
  );
  expect(elsewhere).toEqual([]);
  await checkScreen(page, "API");
});
