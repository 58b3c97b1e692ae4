// `npm run scan|conformance|bench|screens|redoubt -- …`: a TypeScript program under the product's Node, after a bare `npm ci`.
// Standard output belongs to the program alone.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { childEnvironment, fromRoot, PlainError, productNode } from "./start/house.mjs";
import { ensureInstalled } from "./start/install.mjs";
import { generateClient } from "./start/prepare.mjs";

/** Programs that are not a command of the worker, and whether they need the database client. */
const PROGRAMS = {
  bench: { file: "bench/main.ts", client: true },
  redoubt: { file: "apps/cli/src/main.ts", client: false },
  screens: { file: "apps/web/e2e/screens.ts", client: false },
};

const [name, ...argv] = process.argv.slice(2);

try {
  if (!name || !/^[a-z][a-z-]*$/.test(name)) throw new PlainError("usage: node tooling/run.mjs <command> [arguments]");
  const { file, client } = PROGRAMS[name] ?? { file: `apps/worker/src/commands/${name}.ts`, client: false };
  if (!existsSync(fromRoot(file))) throw new PlainError(`There is no command ${name} (${file}).`);
  await ensureInstalled({ say: (words) => process.stderr.write(`installing: ${words} …\n`) });
  if (client) await generateClient();
  // npm changes into the root; paths are meant from where the person stands.
  const cwd = process.env.INIT_CWD && existsSync(process.env.INIT_CWD) ? process.env.INIT_CWD : process.cwd();
  const child = spawn(productNode(), [fromRoot(file), ...argv], { cwd, env: childEnvironment(), stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  });
  child.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
} catch (error) {
  process.stderr.write(`${error instanceof PlainError ? error.message : error.stack}\n`);
  process.exit(2);
}
