import path from "node:path";
import { z } from "zod";

const REPOSITORY = path.resolve(import.meta.dirname, "../../../..");

const Environment = z.object({
  /** Everything persistent lives here; commands keep compilers in it. */
  DATA_DIR: z.string().min(1).default(path.join(REPOSITORY, ".data")),
  /** Where compilers come from; the registry that npm is configured for when absent. */
  NPM_REGISTRY: z.url().optional(),
});

/** What commands without a server read from the environment. Throws one error that names every problem. */
export function readCommandEnvironment(): z.infer<typeof Environment> & { readonly repository: string } {
  return { ...Environment.parse(process.env), repository: REPOSITORY };
}
