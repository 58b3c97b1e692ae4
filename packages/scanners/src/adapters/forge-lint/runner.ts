// Runs inside the jail: forge lint as it is, and once more without the comments that switch lints off.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What the adapter hands over on standard input; paths of `files` and `lint` are relative to `root`. */
export interface ForgeLintRequest {
  readonly forge: string;
  readonly args: readonly string[];
  readonly root: string;
  readonly lint: readonly string[];
  readonly files: readonly string[];
}

const PLAIN = "/job/plain";
const DIRECTIVE = /forge-lint(?=\s*:\s*disable)/g;
const MOST_OUTPUT = 256 * 1024 * 1024;

const request: ForgeLintRequest = JSON.parse(readFileSync(0, "utf8"));
const muted = request.files.filter((file) => readText(file).search(DIRECTIVE) !== -1);
const visible = lint(request.root, []);
if (visible.status !== 0 || muted.length === 0) {
  process.stderr.write(visible.stderr);
  process.exitCode = visible.status;
} else {
  copyPlain();
  const all = lint(PLAIN, ["--out", "/job/out-plain", "--cache-path", "/job/cache-plain"]);
  const seen = new Set(visible.stderr.split("\n").map(keyOf));
  const lines = all.stderr.replaceAll(`${PLAIN}/`, `${request.root}/`).split("\n");
  process.stderr.write(lines.map((line) => (seen.has(keyOf(line)) ? line : marked(line))).join("\n"));
  process.exitCode = all.status;
}

function lint(root: string, options: readonly string[]): { status: number; stderr: string } {
  const paths = request.lint.map((file) => path.join(root, file));
  const argv = [...request.args, "--root", root, ...options, "--", ...paths];
  const run = spawnSync(request.forge, argv, { encoding: "utf8", maxBuffer: MOST_OUTPUT });
  return { status: run.status ?? 1, stderr: run.stderr };
}

/** Sources only, with directives blunted to the same length: places in the files stay the same. */
function copyPlain(): void {
  const wanted = (file: string) => file.endsWith(".sol") || (statSync(file).isDirectory() && !file.endsWith("/.git"));
  cpSync(request.root, PLAIN, { recursive: true, filter: wanted });
  for (const file of muted) writeFileSync(path.join(PLAIN, file), readText(file).replace(DIRECTIVE, "forge_lint"));
}

function readText(file: string): string {
  try {
    return readFileSync(path.join(request.root, file), "utf8");
  } catch {
    return "";
  }
}

/** Lint, file and place of a diagnostic; the line itself for anything else. */
function keyOf(line: string): string {
  if (!line.startsWith("{")) return line;
  try {
    const { code, spans } = JSON.parse(line);
    const [span] = spans;
    return JSON.stringify([code?.code, span?.file_name, span?.byte_start]);
  } catch {
    return line;
  }
}

function marked(line: string): string {
  return line.startsWith("{") ? `${line.slice(0, -1)},"suppressed":true}` : line;
}
