// `npm run screens [-- folder]`: a picture of every screen in both themes, at a desk and on a phone. Of the product that
// E2E_BASE_URL names, which is only read; else of two that are started for it, one with the demo and one without.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Browser, type BrowserContext, chromium as playwright, type Page } from "@playwright/test";
import { chromium } from "../../../tooling/chromium.mjs";
import { startProduct } from "../../../tooling/test/product.mjs";
import { makeRunFolder } from "../../../tooling/test/run-folder.mjs";
import { DEMO, PHONE, signInAs, storyEnds, THEMES } from "./support.ts";

const DESK = { width: 1440, height: 900 };
const SIZES = [DESK, PHONE] as const;
const FOLDER = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, "../../../docs/screens"));

interface Screen {
  readonly name: string;
  /** What the picture shows, for the index. */
  readonly words: string;
  readonly path: string;
  /** Who looks; the lead unless told. */
  readonly who?: "manager" | "nobody";
  /** What is done before the picture is taken. */
  readonly first?: (page: Page) => Promise<void>;
  /** What must be in view. */
  readonly inView?: string;
}

/** The panes beside a list open with its first row. */
const panes = (page: Page) => page.locator("main h2").first().waitFor();
const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

const SCREENS: readonly Screen[] = [
  { name: "sign-in", words: "Signing in", path: "/sign-in", who: "nobody" },
  { name: "projects", words: "The projects of an organization", path: DEMO.organization },
  { name: "overview", words: "A project: what got better, what got worse, what to do next", path: DEMO.project },
  { name: "profile", words: "What is at stake, in sentences with their reasons", path: `${DEMO.project}/profile` },
  { name: "questionnaire", words: "The questions of a profile", path: `${DEMO.project}/profile/questionnaire` },
  { name: "assets", words: "What there is to take", path: `${DEMO.project}/profile/asset` },
  { name: "access-map", words: "Who can take the money", path: `${DEMO.project}/profile/access-map` },
  { name: "profile-versions", words: "Versions of a profile, compared", path: `${DEMO.project}/profile/version` },
  { name: "money-at-risk", words: "What can leave, what pays, what to do next", path: `${DEMO.project}/economics` },
  {
    name: "money-parameters",
    words: "Every number of the model with its origin",
    path: `${DEMO.project}/economics/parameter`,
  },
  {
    name: "money-controls",
    words: "What controls cost and move, and measured times",
    path: `${DEMO.project}/economics/control`,
  },
  {
    name: "threat-model",
    words: "A threat model: where its threats stand, what is proposed",
    path: `${DEMO.project}/threat-model`,
  },
  { name: "diagram", words: "The model as a drawing", path: `${DEMO.project}/threat-model/diagram` },
  { name: "threats", words: "The threats of a model", path: `${DEMO.project}/threat-model/threat` },
  {
    name: "threat",
    words: "One threat, what answers it, and its history",
    path: `${DEMO.project}/threat-model/threat/1`,
  },
  { name: "controls", words: "Controls, void ones, assumptions", path: `${DEMO.project}/threat-model/control` },
  { name: "outline", words: "The model as text", path: `${DEMO.project}/threat-model/outline` },
  { name: "generation", words: "What generators propose, and why", path: `${DEMO.project}/threat-model/generation` },
  {
    name: "model-catalogue",
    words: "Threats of the catalogue, who attacks and what they can do",
    path: `${DEMO.project}/threat-model/catalogue`,
  },
  { name: "model-exchange", words: "A model from and for other tools", path: `${DEMO.project}/threat-model/exchange` },
  { name: "model-versions", words: "Versions of a model", path: `${DEMO.project}/threat-model/version` },
  { name: "code", words: "Sources and revisions", path: `${DEMO.project}/source` },
  {
    name: "revision",
    words: "A revision: what compiles and why not, its files",
    path: `${DEMO.project}/source/3?path=src/MeridianVault.sol`,
  },
  { name: "add-code", words: "One box for a folder, an archive, a report, git", path: `${DEMO.project}/source/new` },
  {
    name: "dependencies",
    words: "What a project is made of, why, and what is known to be wrong with it",
    path: `${DEMO.project}/advisory`,
  },
  { name: "scans", words: "All scans and imports", path: `${DEMO.project}/scan` },
  {
    name: "scan",
    words: "A scan: scanners, log, what came of it, what nobody looked at",
    path: `${DEMO.project}/scan/3`,
  },
  { name: "findings", words: "The findings of a project", path: `${DEMO.project}/finding`, first: panes },
  {
    name: "triage",
    words: "Triage in groups: list, code with its flow, decision",
    path: `${DEMO.project}/finding?group=detector&item=F-2`,
  },
  {
    name: "keys",
    words: "Every key of the list",
    path: `${DEMO.project}/finding`,
    first: (page) => page.keyboard.press("?"),
  },
  {
    name: "finding",
    words: "A finding: why we believe it, the code, the decision",
    path: `${DEMO.project}/finding/F-2`,
  },
  {
    name: "decision",
    words: "Dismissing a finding with a reason",
    path: `${DEMO.project}/finding/F-2`,
    first: (page) => page.keyboard.press("4"),
    inView: "form[aria-label=Dismiss]",
  },
  { name: "record", words: "Recording a finding by hand", path: `${DEMO.project}/finding/new` },
  {
    name: "past",
    words: "Bringing audit reports, tables and other platforms along",
    path: `${DEMO.project}/finding/past`,
  },
  { name: "pairs", words: "Findings that may be one, for a person to say", path: `${DEMO.project}/finding/suggestion` },
  { name: "known-issues", words: "What a project lives with, and why", path: `${DEMO.project}/finding/known-issues` },
  { name: "policies", words: "The register of decisions that last", path: `${DEMO.project}/finding/policy` },
  {
    name: "new-policy",
    words: "A finding policy, with what it would decide about",
    path: `${DEMO.project}/finding/policy/new`,
  },
  {
    name: "severity",
    words: "The severity by impact and likelihood",
    path: `${DEMO.project}/finding/F-2`,
    first: press("change"),
  },
  { name: "pocs", words: "Exploits against revisions", path: `${DEMO.project}/verification` },
  { name: "poc", words: "An exploit: its runs, its log, its source", path: `${DEMO.project}/verification/2` },
  {
    name: "who-found-what",
    words: "Planted weaknesses by who found them",
    path: `${DEMO.project}/report/coverage?row=W2`,
  },
  { name: "reports", words: "The reports of a project, and their schedule", path: `${DEMO.project}/report` },
  { name: "report", words: "A frozen risk report", path: `${DEMO.project}/report/2` },
  { name: "compare", words: "What is different between two reports", path: `${DEMO.project}/report/2/compare/1` },
  { name: "project-settings", words: "The settings of a project", path: `${DEMO.project}/settings` },
  { name: "all-findings", words: "The findings of all projects", path: `${DEMO.organization}/finding`, first: panes },
  { name: "all-reports", words: "The reports of all projects", path: `${DEMO.organization}/report` },
  { name: "new-project", words: "A new project", path: `${DEMO.organization}/project/new` },
  { name: "settings", words: "The settings of an organization", path: `${DEMO.organization}/settings` },
  { name: "members", words: "Members, grants and invitations", path: `${DEMO.organization}/settings/members` },
  { name: "tokens", words: "Tokens that programs act by", path: `${DEMO.organization}/settings/token` },
  {
    name: "new-token",
    words: "Making a token for a program",
    path: `${DEMO.organization}/settings/token`,
    first: press("New token"),
  },
  { name: "api", words: "The public API for people", path: "/docs/api", who: "nobody" },
  {
    name: "decision-settings",
    words: "Days to resolve, and who else decides",
    path: `${DEMO.organization}/settings/finding`,
  },
  { name: "limits", words: "Every limit in one place", path: `${DEMO.organization}/settings/limits` },
  {
    name: "advisories",
    words: "What is known of advisories, and how old it is",
    path: `${DEMO.organization}/settings/advisory`,
  },
  { name: "channels", words: "Where messages of an organization go", path: `${DEMO.organization}/settings/channel` },
  { name: "new-channel", words: "Adding a channel", path: `${DEMO.organization}/settings/channel/new` },
  { name: "inbox", words: "A person's inbox", path: `${DEMO.organization}/notification` },
  {
    name: "rehearsal",
    words: "What a person would have been sent in seven days, and why not the rest",
    path: `${DEMO.organization}/notification/rehearsal`,
  },
  {
    name: "notification-settings",
    words: "What a person wants to be sent",
    path: `${DEMO.organization}/notification/settings`,
  },
  { name: "audit-log", words: "What was done and refused", path: `${DEMO.organization}/settings/audit` },
  { name: "account", words: "A person's own account and sessions", path: "/account" },
  {
    name: "palette",
    words: "Going anywhere by name",
    path: DEMO.project,
    first: (page) => page.keyboard.press("Control+k"),
  },
  { name: "notifications", words: "What is new for a person", path: DEMO.project, first: press(/^Notifications/) },
  { name: "not-found", words: "404", path: `${DEMO.project}/nowhere` },
  {
    name: "not-allowed",
    words: "403: a manager opens the members",
    path: `${DEMO.organization}/settings/members`,
    who: "manager",
  },
];

const SET_UP = { name: "set-up", words: "The first owner sets Redoubt up", who: "nobody" } as const;

/** Goes to a screen, and takes its picture in both sizes. */
async function picture(page: Page, screen: Screen, theme: string): Promise<void> {
  await page.setViewportSize(DESK);
  await page.goto(screen.path);
  await isDrawn(page);
  await screen.first?.(page);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    if (screen.inView !== undefined) await page.locator(screen.inView).scrollIntoViewIfNeeded();
    await isDrawn(page);
    await page.screenshot({ path: path.join(FOLDER, `${screen.name}-${theme}-${size.width}.png`), caret: "initial" });
  }
}

/** Waits until fonts, data and code are there: no skeleton, no spinner, two frames drawn. */
async function isDrawn(page: Page): Promise<void> {
  await page.getByRole("heading").first().waitFor();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main tr[aria-hidden="true"]') === null,
  );
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

async function photograph(browser: Browser, baseURL: string, screens: readonly Screen[]): Promise<void> {
  for (const theme of THEMES) {
    const open = new Map<string, BrowserContext>();
    for (const screen of screens) {
      const who = screen.who ?? "lead";
      const context =
        open.get(who) ??
        (await browser.newContext({
          baseURL,
          colorScheme: theme,
          reducedMotion: "reduce",
          locale: "en-US",
          timezoneId: "UTC",
        }));
      const page = context.pages()[0] ?? (await context.newPage());
      if (!open.has(who) && who !== "nobody") await signInAs(page, who);
      open.set(who, context);
      await picture(page, screen, theme);
      process.stderr.write(`${screen.name}, ${theme}\n`);
    }
    for (const context of open.values()) await context.close();
  }
}

function writeIndex(screens: readonly Screen[]): void {
  const rows = screens.map(({ name, words }) => {
    const links = THEMES.flatMap((theme) =>
      SIZES.map(({ width }) => `[${theme} ${width}](${name}-${theme}-${width}.png)`),
    );
    return `| ${words} | ${links.join(", ")} |`;
  });
  const text = `# Screens

Every screen of the product with the demo, in both themes, 1440 and 390 pixels wide. \`npm run screens\` takes these
pictures anew; a person looks at them before a release.

| Screen | Pictures |
| --- | --- |
${rows.join("\n")}
`;
  writeFileSync(path.join(FOLDER, "README.md"), text);
}

/** The products to photograph; `stop` ends those that were started here. */
async function products(): Promise<{ url: string; setUpLink: string | undefined; stop: () => Promise<void> }> {
  const given = process.env.E2E_BASE_URL;
  if (given !== undefined) return { url: given, setUpLink: process.env.E2E_SET_UP_LINK, stop: async () => {} };
  const folder = await makeRunFolder();
  const demo = await startProduct({ dataDir: path.join(folder, "product"), portFrom: 4400, demo: true });
  const empty = await startProduct({ dataDir: path.join(folder, "empty"), portFrom: demo.port + 1, demo: false });
  const stop = async () => {
    await Promise.all([demo.stop(), empty.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: demo.url, setUpLink: empty.setUpLink, stop };
}

mkdirSync(FOLDER, { recursive: true });
for (const name of readdirSync(FOLDER)) if (name.endsWith(".png")) rmSync(path.join(FOLDER, name));
const { url, setUpLink, stop } = await products();
const { executablePath, args, env } = await chromium();
const browser = await playwright.launch({
  args,
  ...(executablePath === undefined ? {} : { executablePath }),
  env: { ...(process.env as Record<string, string>), ...env },
});
try {
  const page = await browser.newPage({ baseURL: url });
  await signInAs(page, "lead");
  process.stderr.write("waiting for the demo's story to end\n");
  await storyEnds(page);
  await page.close();
  const screens = [...(setUpLink === undefined ? [] : [{ ...SET_UP, path: setUpLink }]), ...SCREENS];
  await photograph(browser, url, screens);
  writeIndex(screens);
  const sizes = readdirSync(FOLDER).map((name) => statSync(path.join(FOLDER, name)).size);
  const megabytes = (sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1);
  process.stdout.write(`${FOLDER}: ${sizes.length - 1} pictures, ${megabytes} MB\n`);
} finally {
  await browser.close();
  await stop();
}
