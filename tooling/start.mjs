// `npm start` and `npm run dev`: from a fresh clone to a running product, and back to nothing on Ctrl-C.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { claimDataDir, npmAbove } from "./start/claim.mjs";
import { readConfiguration } from "./start/configuration.mjs";
import { PlainError, sleep } from "./start/house.mjs";
import { ensureInstalled, noteRunning } from "./start/install.mjs";
import { webPort } from "./start/ports.mjs";
import { hasCluster, startPostgres } from "./start/postgres.mjs";
import { buildWeb, generateClient, migrate, seed } from "./start/prepare.mjs";
import { abandonRuns, isAlive, signal } from "./start/process.mjs";
import { guardPostgres, productEnvironment, startServices, untilHealthy } from "./start/product.mjs";
import { Progress } from "./start/progress.mjs";
import { makeDataDir, readSecrets } from "./start/secrets.mjs";
import { machineNotes, readyBlock } from "./start/words.mjs";

const progress = new Progress();
const undo = [];
let stopping = false;
let forced = false;
let lastSignal = 0;
let noteStopping = () => {};

/** One step with its line, unless everything is being stopped. */
function step(name, run) {
  if (stopping) throw new PlainError("stopped");
  return progress.step(name, run);
}

/** Undoes in reverse order whatever was started; a second Ctrl-C (not npm's copy of the first) cuts it short. */
async function stop(code, words) {
  if (stopping) return;
  stopping = true;
  noteStopping();
  if (words) process.stdout.write(`\n${words}\n`);
  abandonRuns();
  // The step under way may be starting what has to be stopped.
  await Promise.race([work.catch(() => {}), sleep(3000)]);
  for (const { end } of undo.reverse()) {
    if (forced) break;
    await end().catch((error) => process.stderr.write(`${error.message}\n`));
  }
  if (words) process.stdout.write("Stopped.\n");
  process.exit(code);
}

function onSignal() {
  const now = Date.now();
  if (!stopping) {
    lastSignal = now;
    void stop(0, "Stopping Redoubt … (Ctrl-C again to force)");
  } else if (now - lastSignal > 700) {
    forced = true;
    for (const { force } of undo) force?.();
    process.exit(130);
  }
}

function fail(error) {
  if (stopping) return;
  process.stderr.write(`\n${error instanceof PlainError ? error.message : error.stack}\n`);
  void stop(1);
}

/** Ends with the npm that started us, which after kill -9 forwards no signal. */
function watchNpm(npm) {
  if (npm === undefined) return;
  setInterval(() => {
    if (!isAlive(npm)) void stop(0, "npm is gone: stopping Redoubt …");
  }, 1000).unref();
}

async function main() {
  const configuration = readConfiguration(process.argv.slice(2), process.env);
  if (configuration.help) return void process.stdout.write(`${configuration.help}\n`);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, onSignal);
  const { dataDir, external, demo, dev, host, distDir } = configuration;
  // Started by a program (browser tests): end with it.
  process.on("disconnect", () => void stop(0, "The parent is gone: stopping Redoubt …"));
  makeDataDir(dataDir);
  const claim = await claimDataDir(dataDir);
  undo.push({ end: async () => claim.release(), force: () => claim.release() });
  noteStopping = () => claim.note({ stopping: true });
  const npm = npmAbove();
  claim.note({ npm });
  watchNpm(npm);
  const tell = (line) => progress.line(line);

  await step("dependencies", (say) => ensureInstalled({ say }));
  const forgetRunning = noteRunning();
  undo.push({ end: async () => forgetRunning(), force: forgetRunning });
  const { port, note: portNote } = await webPort(configuration.port, host);
  const secrets = readSecrets(dataDir, process.env, hasCluster(dataDir));

  let database = { ownerUrl: process.env.DATABASE_OWNER_URL, appUrl: process.env.DATABASE_URL };
  await step("database", async () => {
    if (external) return `external, ${new URL(database.appUrl).host}`;
    database = await startPostgres(dataDir);
    const guard = await guardPostgres(dataDir, database, () => stopping, tell);
    undo.push({ end: () => guard.stop(), force: () => signal(database.pid, "SIGQUIT") });
    void guard.failed.then(fail);
    return `PostgreSQL on port ${database.port}${database.reused ? ", found running" : ""}`;
  });
  const appPassword = decodeURIComponent(new URL(database.appUrl).password);
  await step("schema", async () => {
    const made = await generateClient();
    const words = await migrate(database.ownerUrl, appPassword);
    return made ? `${words}, client generated` : words;
  });
  const env = productEnvironment({ configuration, secrets, databaseUrl: database.appUrl, port });
  await step("build", async () => {
    if (dev) return "not needed for hot reload";
    return (await buildWeb(distDir, env)) ? "web" : "unchanged";
  });
  let access = {};
  await step(demo ? "demo" : "owner", async (say) => {
    access = await prepareAccess(configuration, database, env, say);
    return access.words;
  });
  const url = env.AUTH_URL;
  await step("services", async () => {
    const { services, hopeless } = startServices({ configuration, env, port, tell, note: claim.note });
    undo.push({
      end: () => Promise.all(services.map((service) => service.stop())),
      force: () => services.forEach((service) => service.kill()),
    });
    void hopeless.then(fail);
    await untilHealthy(`http://localhost:${port}`, services, dev ? 180_000 : 60_000);
    return "web and worker";
  });
  claim.note({ url });
  progress.line();
  for (const line of readyBlock({ url, port, dev, ...access })) progress.line(line);
  for (const line of [portNote, ...machineNotes()].filter(Boolean)) progress.line(line);
  progress.line(
    `Ready after ${progress.seconds.toFixed(1)} s. Logs are in ${path.relative(process.cwd(), path.join(dataDir, "logs"))}. Stop with Ctrl-C.`,
  );
}

/**
 * The way in. The demo is made once per database: whoever removes it keeps it removed, and gets the set-up link, as
 * everybody without a demo does until there is an owner.
 */
async function prepareAccess({ demo, dataDir }, database, env, say) {
  const mark = path.join(dataDir, "demo-made");
  const identity = database.identity ?? new URL(database.appUrl).host + new URL(database.appUrl).pathname;
  if (demo && !(existsSync(mark) && readFileSync(mark, "utf8").trim() === identity)) {
    const said = await seed("The demo", "main.ts", env, say);
    writeFileSync(mark, `${identity}\n`, { mode: 0o600 });
    return { words: "made", demo, seedWords: said.split("\n").at(-1) };
  }
  const setUpLink = await seed("The set-up link", "set-up-link.ts", env);
  if (setUpLink) return { words: "link for the owner made", demo: false, setUpLink };
  return { words: demo ? "made before" : "there is one", demo };
}

const work = main();
await work.catch(fail);
