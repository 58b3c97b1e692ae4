import path from "node:path";
import { z } from "zod";

const REPOSITORY = path.resolve(import.meta.dirname, "../../../..");

const Environment = z.object({
  /** Everything persistent lives here; commands keep compilers in it. */
  DATA_DIR: z.string().min(1).default(path.join(REPOSITORY, ".data")),
  /** Where compilers come from; the registry that npm is configured for when absent. */
  NPM_REGISTRY: z.url().optional(),
});

/** The environment makes no sense; the message names every variable. */
export class EnvironmentError extends Error {}

/** What commands without a server read from the environment. Throws `EnvironmentError`. */
export function readCommandEnvironment(): z.infer<typeof Environment> & { readonly repository: string } {
  const read = Environment.safeParse(process.env);
  if (!read.success) {
    const problems = read.error.issues.map(({ path: name, message }) => `${name.join(".")}: ${message}`);
    throw new EnvironmentError(`The environment makes no sense: ${problems.join("; ")}`);
  }
  return { ...read.data, repository: REPOSITORY };
}
