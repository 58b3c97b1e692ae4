import { z } from "zod";

const List = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );

const Flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

const blankIsAbsent = (value: unknown): unknown => (value === "" ? undefined : value);

const Environment = z
  .object({
    DATABASE_URL: z.string().startsWith("postgres"),
    DATA_DIR: z.string().min(1),
    REDOUBT_ROOT_KEY: z.string().regex(/^[0-9a-f]{64}$/, "32 bytes in hexadecimal"),
    /** Folders of the host that may be connected as sources. */
    REDOUBT_ALLOWED_FOLDERS: List,
    /** host or host:port of private addresses that sources may be fetched from. */
    REDOUBT_ALLOWED_HOSTS: List,
    /** Where compilers come from; the registry that npm is configured for when absent. */
    NPM_REGISTRY: z.url().optional(),
    /** Where people reach the product: links in messages begin with it. */
    AUTH_URL: z.url().default("http://localhost:4300"),
    /** The operator's mail server, `smtps://user:password@host` or `smtp://…`; no mail without it. */
    SMTP_URL: z.preprocess(
      blankIsAbsent,
      z
        .string()
        .regex(/^smtps?:\/\/[^/\s]+/, "must be smtp://host or smtps://host, or either with user:password@")
        .optional(),
    ),
    /** The sender of mail, `name@host` or `Name <name@host>`. */
    SMTP_FROM: z.string().default(""),
    WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(16).default(2),
    /** Processes that wait for a report: few come at the same time, and each holds some 140 MB. */
    WORKER_READY_READERS: z.coerce.number().int().min(0).max(4).default(2),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    DEMO: Flag,
  })
  .refine((values) => values.SMTP_URL === undefined || /@[a-z0-9.-]+>?\s*$/i.test(values.SMTP_FROM), {
    path: ["SMTP_FROM"],
    message: "must be name@host or Name <name@host> when SMTP_URL is set",
  });
export type WorkerEnvironment = z.infer<typeof Environment>;

/** Reads and checks the environment once; throws one error that names every problem. */
export function readEnvironment(): WorkerEnvironment {
  const parsed = Environment.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`the worker cannot start:\n${problems.join("\n")}`);
}
