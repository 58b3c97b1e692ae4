import { defineConfig } from "@playwright/test";
import { chromium } from "../../tooling/chromium.mjs";

const { executablePath, args, env } = await chromium();
const report = process.env.E2E_REPORT;

/**
 * `npm test -- e2e` starts two products and names them: E2E_BASE_URL has the demo; E2E_EMPTY_URL is without a demo and
 * without an owner, who comes through E2E_SET_UP_LINK (works once). Alone, the tests go against the usual port.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: process.env.E2E_OUTPUT ?? "test-results",
  // One story after the other: they share the demo, and the machine has two cores.
  workers: 1,
  fullyParallel: false,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  // What needs nothing of the demo comes first, while the demo tells its story.
  projects: [
    { name: "people", testMatch: /(identity|organization|project|frame|notification)\.spec\.ts$/ },
    { name: "code", testMatch: /(source|scan|finding|verification|report)\.spec\.ts$/ },
  ],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? "http://localhost:4300",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "UTC",
    actionTimeout: 20_000,
    navigationTimeout: 40_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      args,
      ...(executablePath === undefined ? {} : { executablePath }),
      env: { ...(process.env as Record<string, string>), ...env },
    },
  },
});
