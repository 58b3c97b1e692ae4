// `schema-engine cli <command>`: the native engine's subcommands that Prisma's CLI calls as a program.
import { execute } from "./adapter.mjs";

/** PostgreSQL's error codes as Prisma's; anything else counts as unreachable. */
const CODES = { "3D000": "P1003", "42P04": "P1009", "28P01": "P1000" };

/** Runs one subcommand and ends the process: 0, or 1 with the error as the native engine logs it. */
export async function runCliCommand(command, { fields }) {
  const quoted = `"${fields.database.replaceAll('"', '""')}"`;
  const admin = { ...fields, database: "postgres" };
  try {
    if (command === "can-connect-to-database") await execute(fields);
    else if (command === "create-database") await execute(admin, `CREATE DATABASE ${quoted}`);
    else if (command === "drop-database") await execute(admin, `DROP DATABASE ${quoted}`);
    else throw new Error(`unknown command ${command}`);
    if (command !== "can-connect-to-database")
      process.stdout.write(`Database '${fields.database}': ${command} done.\n`);
    process.exit(0);
  } catch (error) {
    const code = CODES[error.code] ?? "P1001";
    const line = {
      level: "ERROR",
      fields: { is_panic: false, message: error.message, error_code: code, meta: {} },
      target: "schema_engine::logger",
    };
    process.stderr.write(`schema engine\n${JSON.stringify(line)}\n`, () => process.exit(1));
  }
}
