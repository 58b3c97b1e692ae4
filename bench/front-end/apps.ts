import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { BARE_LIST, DYNAMIC_LIST, EMPTY_CONFIG, EMPTY_LAYOUT, EMPTY_PAGE, ROWS } from "./empty-app.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
const PATIENCE_MS = 60_000;

/** A Next server of this run. */
export interface Served {
  readonly url: string;
  /** Where its build lies. */
  readonly dist: string;
  stop(): Promise<void>;
}

export interface Row {
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly path: string;
}

/** Rows that the server draws into a page: as many as the product's list begins with. */
const DRAWN = 50;

/**
 * Builds and serves a Next app with nothing in it: a static page, one with the first rows that is drawn for each
 * request, and a bare virtual list of the rows of each size.
 */
export async function serveEmpty(lists: Readonly<Record<number, readonly Row[]>>): Promise<Served> {
  // Below the root, because a Next app finds its packages upwards.
  const folder = path.join(ROOT, ".data-bench/empty");
  rmSync(folder, { recursive: true, force: true });
  const files: Record<string, string> = {
    "package.json": `{ "name": "empty", "private": true, "type": "module" }\n`,
    "next.config.mjs": EMPTY_CONFIG(ROOT),
    "app/layout.jsx": EMPTY_LAYOUT,
    "app/page.jsx": EMPTY_PAGE,
    "app/drawn/page.jsx": DYNAMIC_LIST,
    "app/drawn/rows.jsx": ROWS,
    "app/drawn/rows.json": JSON.stringify(Object.values(lists).at(-1)?.slice(0, DRAWN) ?? []),
    "app/list/page.jsx": BARE_LIST,
    ...Object.fromEntries(
      Object.entries(lists).map(([size, rows]) => [`public/rows-${size}.json`, JSON.stringify(rows)]),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  const build = spawn(process.execPath, [NEXT, "build"], { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = (await once(build, "exit")) as [number | null];
  if (code !== 0) throw new Error(`the empty app could not be built (${code})`);
  return serve(folder, ".next", env, await freePort());
}

/** Serves a build of an app on a port. */
export async function serve(cwd: string, dist: string, env: NodeJS.ProcessEnv, port: number): Promise<Served> {
  const argv = [NEXT, "start", "-p", String(port), "-H", "localhost"];
  const child = spawn(process.execPath, argv, { cwd, env, stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://localhost:${port}`;
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, dist: path.join(cwd, dist), stop: () => end(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: "manual" })).status < 500;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(timer);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}
