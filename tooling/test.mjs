// `npm test [-- kind [pattern…]]`: everything from a fresh clone, beside a running product, with one closing line.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { childEnvironment, fromRoot, PlainError, productNode, sleep } from "./start/house.mjs";
import { ensureInstalled, noteRunning } from "./start/install.mjs";
import { isFree } from "./start/ports.mjs";
import { startPostgres } from "./start/postgres.mjs";
import { generateClient } from "./start/prepare.mjs";
import { abandonRuns, run } from "./start/process.mjs";
import { startProduct } from "./test/product.mjs";
import { makeRunFolder } from "./test/run-folder.mjs";
import { ensureSandbox } from "./test/sandbox.mjs";
import { add, NOTHING, readPlaywright, readVitest } from "./test/tally.mjs";

const VITEST_KINDS = ["unit", "db", "router", "worker", "scanner"];
const KINDS = ["check", ...VITEST_KINDS, "e2e"];
const NEEDS_DATABASE = new Set(["check", "db", "router", "worker"]);
const MINUTE = 60_000;

const [kind, ...patterns] = process.argv.slice(2);
if (kind !== undefined && !KINDS.includes(kind)) {
  process.stderr.write(`unknown kind ${kind}; npm test -- ${KINDS.join(" | ")} [pattern]\n`);
  process.exit(2);
}
const kinds = kind === undefined ? KINDS : [kind];

const undo = [];
let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  abandonRuns();
  for (const step of undo.reverse()) await step().catch((error) => process.stderr.write(`${error.message}\n`));
}
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(name, () => void Promise.race([end(), sleep(15_000)]).then(() => process.exit(130)));
}

let total = NOTHING;

/** One phase with its time. A phase that breaks down counts as one failure, and the others go on. */
async function phase(name, work) {
  if (ending) return;
  const began = performance.now();
  process.stdout.write(`\n── ${name}\n`);
  let words = "";
  try {
    const tally = await work();
    if (tally) {
      total = add(total, tally);
      words = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped, `;
    }
  } catch (error) {
    total = add(total, { passed: 0, failed: 1, skipped: 0 });
    process.stdout.write(`${error instanceof PlainError ? error.message : error.stack}\n`);
    words = "broke down, ";
  }
  process.stdout.write(`── ${name}: ${words}${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

async function prepare(folder) {
  await ensureInstalled({ allPlatformPackages: true, say: (words) => process.stdout.write(`${words} …\n`) });
  const forget = noteRunning();
  undo.push(async () => forget());
  // Hundreds of processes load the same modules; from the second on they find them compiled.
  process.env.NODE_COMPILE_CACHE ??= fromRoot(".data-test/compiled");
  await ensureSandbox();
  await generateClient();
  if (process.env.TEST_DATABASE_OWNER_URL || !kinds.some((one) => NEEDS_DATABASE.has(one))) return;
  const server = await startPostgres(folder, { portFrom: 54420, throwAway: true });
  undo.push(server.stop);
  process.env.TEST_DATABASE_OWNER_URL = server.ownerUrl;
}

async function checks(report) {
  await run("checks", productNode(), [fromRoot("tooling/check/main.mjs"), "--report", report], {
    env: childEnvironment(),
    echo: true,
    allow: [0, 1],
    timeout: 15 * MINUTE,
  });
  return JSON.parse(readFileSync(report, "utf8"));
}

async function vitest(chosen, report) {
  const argv = ["run", ...chosen.flatMap((name) => ["--project", name]), "--reporter=default", "--reporter=json"];
  const { code } = await run(
    "vitest",
    productNode(),
    [
      fromRoot("node_modules/vitest/vitest.mjs"),
      ...argv,
      `--outputFile.json=${report}`,
      // A kind that has no test yet is nothing to fail on; a pattern that finds nothing is.
      ...(patterns.length === 0 ? ["--passWithNoTests"] : patterns),
    ],
    { env: childEnvironment(), echo: true, allow: [0, 1], timeout: 50 * MINUTE },
  );
  return readVitest(report, code);
}

async function playwright(folder, products, report) {
  const { code } = await run(
    "playwright",
    productNode(),
    [
      fromRoot("node_modules/@playwright/test/cli.js"),
      ...["test", "-c", fromRoot("apps/web/playwright.config.ts"), ...patterns],
      ...(patterns.length === 0 ? ["--pass-with-no-tests"] : []),
    ],
    {
      env: childEnvironment({ ...products, E2E_REPORT: report, E2E_OUTPUT: path.join(folder, "e2e") }),
      echo: true,
      allow: [0, 1],
      timeout: 60 * MINUTE,
    },
  );
  return readPlaywright(report, code);
}

async function endToEnd(folder) {
  // Two products from one build: the demo, and an empty one whose owner is created through the set-up link.
  const demo = await startProduct({ dataDir: path.join(folder, "product"), portFrom: 4400, demo: true });
  undo.push(demo.stop);
  const empty = await startProduct({ dataDir: path.join(folder, "empty"), portFrom: demo.port + 1, demo: false });
  undo.push(empty.stop);
  const env = {
    ...{ E2E_BASE_URL: demo.url, E2E_EMPTY_URL: empty.url, E2E_SET_UP_LINK: empty.setUpLink ?? "" },
    E2E_DATA_DIR: demo.dataDir,
  };
  const tally = await playwright(folder, env, path.join(folder, "playwright.json"));
  return patterns.length > 0 ? tally : add(tally, await killedLauncher(empty));
}

/** kill -9 of a launcher blocks nothing: the next one takes over, and after it nothing is left. */
async function killedLauncher(product) {
  await product.kill();
  const again = await startProduct({ dataDir: product.dataDir, port: product.port, demo: false });
  undo.push(again.stop);
  const { ok } = await (await fetch(`${again.url}/api/health`)).json();
  await again.stop();
  const left = await isServed(product.port);
  const passed = ok === true && !left;
  process.stdout.write(
    `${passed ? "ok  " : "FAIL"} a killed launcher is taken over, and a stopped one leaves nothing\n`,
  );
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

const isServed = (port) => isFree(port).then((free) => !free);

const began = performance.now();
const folder = await makeRunFolder();
mkdirSync(path.join(folder, "e2e"), { recursive: true });
await phase("preparation", () => prepare(folder));
if (total.failed === 0) {
  if (kinds.includes("check")) await phase("checks", () => checks(path.join(folder, "checks.json")));
  const chosen = kinds.filter((one) => VITEST_KINDS.includes(one));
  if (chosen.length > 0) await phase(chosen.join(", "), () => vitest(chosen, path.join(folder, "vitest.json")));
  if (kinds.includes("e2e")) await phase("e2e", () => endToEnd(folder));
}
await end();
if (total.failed === 0) rmSync(folder, { recursive: true, force: true });
else
  process.stdout.write(`\nLogs, screenshots and traces of this run are in ${path.relative(process.cwd(), folder)}\n`);
process.stdout.write(`\nTook ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`, () =>
  process.exit(total.failed === 0 ? 0 : 1),
);
