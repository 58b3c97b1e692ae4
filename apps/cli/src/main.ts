import { readEnvironment } from "./env.ts";
import { CliError, EXIT } from "./errors.ts";
import { run } from "./run.ts";

const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
// Whoever reads along may stop reading.
process.stdout.on("error", () => process.exit(EXIT.fine));

try {
  const environment = readEnvironment();
  const { stdin, stdout, stderr } = process;
  const io = { stdin, stdout, stderr, environment, cwd: process.cwd(), signal: controller.signal };
  process.exitCode = await run(io, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof CliError ? error.message : String(error)}\n`);
  process.exitCode = error instanceof CliError ? error.exit : EXIT.failed;
}
