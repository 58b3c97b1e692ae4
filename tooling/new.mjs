// `npm run new -- slice|scanner|migration <name>`: the files that every new one has, in the house's form.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { newMigration } from "./new/migration.mjs";
import { scannerFiles } from "./new/scanner.mjs";
import { addToSlices, sliceFiles } from "./new/slice.mjs";
import { fromRoot, PlainError } from "./start/house.mjs";
import { ensureInstalled } from "./start/install.mjs";

const USAGE = `usage: npm run new -- slice <name> --after <slice> [--layers tables,domain,router,screen,worker,e2e]
       npm run new -- scanner <name>
       npm run new -- migration <name>`;

function write(files) {
  for (const name of Object.keys(files))
    if (existsSync(fromRoot(name))) throw new PlainError(`${name} exists already; nothing was written`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(fromRoot(name)), { recursive: true });
    writeFileSync(fromRoot(name), text);
  }
  return Object.keys(files);
}

function option(argv, name) {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

async function make([what, name, ...argv]) {
  if (!name || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new PlainError(USAGE);
  if (what === "migration") return newMigration(name);
  if (what === "scanner")
    return {
      files: write(scannerFiles(name)),
      words: "register it in packages/scanners/src/registry.ts; the registry test compares folders and registry",
    };
  if (what !== "slice") throw new PlainError(USAGE);
  const layers = (option(argv, "--layers") ?? "domain,router,screen,e2e").split(",");
  const slices = fromRoot("packages/domain/src/slices.ts");
  const text = addToSlices(readFileSync(slices, "utf8"), name, layers, option(argv, "--after"));
  const files = write(sliceFiles(name, layers));
  writeFileSync(slices, text);
  return {
    files: [...files, "packages/domain/src/slices.ts"],
    words: "CONTRIBUTING.md, “A new slice”, says what comes next",
  };
}

try {
  await ensureInstalled();
  const { files, words } = await make(process.argv.slice(2));
  for (const file of files) process.stdout.write(`  ${file}\n`);
  process.stdout.write(`${words}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof PlainError ? error.message : error.stack}\n`);
  process.exit(1);
}
