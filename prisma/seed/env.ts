import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.string().startsWith("postgres"),
  DATA_DIR: z.string().min(1),
  REDOUBT_ROOT_KEY: z.string().regex(/^[0-9a-f]{64}$/, "32 bytes in hexadecimal"),
});

/** Reads and checks the environment of the seed; throws one error that names every problem. */
export function readEnvironment(): z.infer<typeof Environment> {
  const parsed = Environment.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`the seed cannot run:\n${problems.join("\n")}`);
}
