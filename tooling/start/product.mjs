// Web and worker as one product: their environment, their start, what happens when a part dies, their end.
import { childEnvironment, fromRoot, PlainError, sleep } from "./house.mjs";
import { startPostgres } from "./postgres.mjs";
import { isFree } from "./ports.mjs";
import { Service } from "./service.mjs";

const WEB_GRACE_MS = 3000;
/** The worker finishes or hands back its jobs within 7 s. */
const WORKER_GRACE_MS = 8000;

/** What web, worker, seed and build see: the application role only, never the owner's URL. */
export function productEnvironment({ configuration, secrets, databaseUrl, port }) {
  const { demo, dataDir, dev, distDir } = configuration;
  const env = childEnvironment({
    ...secrets,
    NODE_ENV: dev ? "development" : "production",
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    DEMO: demo ? "1" : "0",
    PORT: String(port),
    // Always by name: cookies and sign-in by OIDC do not survive a mix of localhost and 127.0.0.1.
    AUTH_URL: process.env.AUTH_URL || `http://localhost:${port}`,
    NEXT_DIST_DIR: distDir,
  });
  for (const name of ["DATABASE_OWNER_URL", "DATABASE_APP_PASSWORD", "HOST", "HOSTNAME", "LOGS"]) delete env[name];
  return env;
}

/** Starts web and worker; `tell` prints a line when one of them dies. */
export function startServices({ configuration, env, port, tell, note }) {
  const { dev, host, dataDir, output } = configuration;
  const next = fromRoot("node_modules/next/dist/bin/next");
  const common = { env, dataDir, output, patience: dev ? Number.POSITIVE_INFINITY : 5 };
  const services = [
    new Service({
      ...common,
      ...{ name: "web", cwd: fromRoot("apps/web"), grace: WEB_GRACE_MS },
      argv: [next, dev ? "dev" : "start", "-p", String(port), "-H", host],
      onDeath,
      onStart,
    }),
    new Service({
      ...common,
      ...{ name: "worker", cwd: fromRoot("apps/worker"), grace: WORKER_GRACE_MS },
      argv: [...(dev ? ["--watch", "--watch-preserve-output"] : []), fromRoot("apps/worker/src/main.ts")],
      onDeath,
      onStart,
    }),
  ];
  let giveUp;
  const hopeless = new Promise((resolve) => {
    giveUp = resolve;
  });
  function onDeath(service, how) {
    if (service.hopeless)
      giveUp(
        new PlainError(`The ${service.name} died five times in a row (${how}). Its last words:\n${service.lastWords}`),
      );
    else tell(`The ${service.name} died (${how}) and is started again.`);
  }
  function onStart() {
    note({ children: services.map((service) => service.pid).filter((pid) => pid !== undefined) });
  }
  for (const service of services) service.start();
  return { services, hopeless };
}

/** Waits until the health endpoint says ok; throws PlainError with what the log says after `milliseconds`. */
export async function untilHealthy(url, services, milliseconds) {
  const until = Date.now() + milliseconds;
  let answer = "no answer";
  while (Date.now() < until) {
    try {
      const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) });
      answer = `${response.status} ${(await response.text()).slice(0, 300)}`;
      if (response.ok && JSON.parse(answer.slice(4)).ok === true) return;
    } catch (error) {
      answer = error.cause?.code ?? error.message;
    }
    await sleep(50);
  }
  const words = services.map((service) => `${service.name}:\n${service.lastWords}`).join("\n");
  throw new PlainError(`The web server was not healthy after ${milliseconds / 1000} s (${answer}).\n${words}`);
}

/** Keeps the embedded PostgreSQL up: starts it again, on the same port, when it dies. */
export async function guardPostgres(dataDir, first, isStopping, tell) {
  let server = first;
  const handle = { stop: () => server.stop(), failed: undefined };
  const watch = async () => {
    for (;;) {
      await server.ended;
      if (isStopping()) return;
      tell("PostgreSQL died and is started again.");
      for (let i = 0; i < 100 && !(await isFree(server.port)); i++) await sleep(100);
      const next = await startPostgres(dataDir);
      if (next.port !== server.port) {
        server = next;
        throw new PlainError(`PostgreSQL had to move from port ${first.port} to ${next.port}: start Redoubt again.`);
      }
      server = next;
      if (isStopping()) return void (await server.stop());
    }
  };
  handle.failed = watch().then(
    () => new Promise(() => {}),
    (error) => error,
  );
  return handle;
}
