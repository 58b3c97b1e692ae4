import path from "node:path";
import { PlainError, ROOT } from "./house.mjs";

const USAGE = `Usage: npm start            run Redoubt on this machine
       npm run dev          the same with hot reload

Environment (docs/operations.md has all of it):
  PORT                  port of the web server (4300)
  DATA_DIR              everything persistent (.data)
  DEMO                  1 with the demo (default without an external database), 0 without
  DATABASE_OWNER_URL    external PostgreSQL: for migrations
  DATABASE_URL          external PostgreSQL: for web and worker, role redoubt_app`;

const isLoopback = (host) => host === "localhost" || host === "::1" || /^127\./.test(host);

/** Everything that the launcher takes from arguments and environment; all problems at once as one PlainError. */
export function readConfiguration(argv, env) {
  if (argv.includes("--help") || argv.includes("-h")) return { help: USAGE };
  const problems = argv
    .filter((word) => word !== "--dev")
    .map((word) => `unknown argument ${word} (see npm start -- --help)`);
  const external = Boolean(env.DATABASE_URL || env.DATABASE_OWNER_URL);
  for (const name of ["DATABASE_OWNER_URL", "DATABASE_URL"]) {
    if (!external) break;
    if (!env[name])
      problems.push(
        `${name} is not set: an external database needs DATABASE_OWNER_URL (migrations) and DATABASE_URL (role redoubt_app)`,
      );
    else if (!/^postgres(ql)?:\/\//.test(env[name])) problems.push(`${name} must be a postgresql:// URL`);
  }
  if (external && env.DATABASE_URL && env.DATABASE_URL === env.DATABASE_OWNER_URL) {
    problems.push("DATABASE_URL must name the role redoubt_app, not the owner: row-level security would not hold");
  }
  if (env.DEMO !== undefined && !["", "0", "1"].includes(env.DEMO)) problems.push("DEMO must be 0 or 1");
  const demo = env.DEMO === "1" || (!env.DEMO && !external);
  const host = env.HOST || "127.0.0.1";
  if (demo && !isLoopback(host))
    problems.push(`HOST=${host} would open the demo's persona links to the network: use DEMO=0`);
  if (env.REDOUBT_ROOT_KEY && !/^[0-9a-f]{64}$/i.test(env.REDOUBT_ROOT_KEY))
    problems.push("REDOUBT_ROOT_KEY must be 32 bytes in hexadecimal");
  if (env.AUTH_SECRET && env.AUTH_SECRET.length < 32) problems.push("AUTH_SECRET must have at least 32 characters");
  if (env.SMTP_URL && !/^smtps?:\/\/[^/\s]+/.test(env.SMTP_URL))
    problems.push("SMTP_URL must be smtp://host or smtps://host, or either with user:password@");
  if (env.SMTP_URL && !/@[a-z0-9.-]+>?\s*$/i.test(env.SMTP_FROM ?? ""))
    problems.push("SMTP_FROM must be name@host or Name <name@host> when SMTP_URL is set");
  if (env.LOGS !== undefined && !["", "files", "stdout"].includes(env.LOGS))
    problems.push("LOGS must be files or stdout");
  if (problems.length > 0) throw new PlainError(problems.join("\n"));
  const dev = argv.includes("--dev");
  return {
    dev,
    demo,
    external,
    host,
    port: env.PORT,
    dataDir: path.resolve(ROOT, env.DATA_DIR || ".data"),
    distDir: env.NEXT_DIST_DIR || ".next",
    output: dev || env.LOGS === "stdout" ? "inherit" : "log",
  };
}
