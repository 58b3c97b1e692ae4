import { defineConfig } from "@playwright/test";
import { chromium } from "../../tooling/chromium.mjs";

const { executablePath, args, env } = await chromium();
const report = process.env.E2E_REPORT;

/**
 * `npm test -- e2e` starts two products and names them: E2E_BASE_URL has the demo; E2E_EMPTY_URL is without a demo and
 * without an owner, who comes through E2E_SET_UP_LINK (works once); E2E_DATA_DIR is the data of the first, for what only
 * time brings. Alone, the tests go against the usual port.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: process.env.E2E_OUTPUT ?? "test-results",
  // One story after the other: they share the demo, and the machine has two cores.
  workers: 1,
  fullyParallel: false,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 600_000,
  expect: { timeout: 40_000 },
  reporter: [["list"], ["./e2e/routes-reporter.ts"], ...(report ? [["json", { outputFile: report }] as const] : [])],
  // What needs nothing of the demo comes first; meanwhile the demo tells its story, which the others are about.
  projects: [
    { name: "first", grepInvert: /@story/ },
    { name: "story", testMatch: "story.setup.ts" },
    { name: "after", grep: /@story/, dependencies: ["story"] },
  ],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? "http://localhost:4300",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "UTC",
    actionTimeout: 20_000,
    navigationTimeout: 40_000,
    // Pictures of every moment cost more than they tell.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: false },
    screenshot: "only-on-failure",
    launchOptions: {
      args,
      ...(executablePath === undefined ? {} : { executablePath }),
      env: { ...(process.env as Record<string, string>), ...env },
    },
  },
});
