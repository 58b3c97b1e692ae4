import "server-only";
import { z } from "zod";

const blankIsAbsent = (value: unknown): unknown => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional());

/** A secret of at least 32 characters that is no placeholder: many different characters, none of the usual words. */
const Secret = z
  .string("is not set")
  .min(32, "must have at least 32 characters")
  .refine((text) => new Set(text).size >= 8, "looks like a placeholder: make a random one")
  .refine(
    (text) => !/change.?me|secret|example|sample|password/i.test(text),
    "looks like a placeholder: make a random one",
  );

const RootKey = z
  .string("is not set")
  .regex(/^[0-9a-f]{64}$/i, "must be 32 bytes in hexadecimal")
  .refine((text) => new Set(text.toLowerCase()).size >= 6, "looks like a placeholder: make a random one");

const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATABASE_URL: z.string("is not set").regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL"),
  /** Where the product is reached: origin checks, cookies and links go by it. */
  AUTH_URL: z
    .url("must be a URL like http://localhost:4300")
    .refine((text) => /^https?:/.test(text), "must be http or https"),
  AUTH_SECRET: Secret,
  REDOUBT_ROOT_KEY: RootKey,
  DATA_DIR: z.string("is not set").min(1, "is not set"),
  DEMO: z.preprocess(blankIsAbsent, z.enum(["0", "1"]).default("0")),
  /** How many reverse proxies of the operator append to X-Forwarded-For; 0 trusts no header. */
  TRUSTED_PROXY_HOPS: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).max(5).default(0)),
  /** Folders of the host that may be connected as sources, separated by commas. */
  REDOUBT_ALLOWED_FOLDERS: z.string().default(""),
  /** Named for the worker; the web server only says on screen that there is one. */
  SMTP_URL: optional(z.string()),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  ),
  AUTH_GITHUB_ID: optional(z.string()),
  AUTH_GITHUB_SECRET: optional(z.string()),
  AUTH_OIDC_ISSUER: optional(z.url()),
  AUTH_OIDC_ID: optional(z.string()),
  AUTH_OIDC_SECRET: optional(z.string()),
  AUTH_OIDC_NAME: z.preprocess(blankIsAbsent, z.string().default("Single sign-on")),
});

export interface ProviderSettings {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Env {
  readonly production: boolean;
  readonly databaseUrl: string;
  /** Scheme, host and port of AUTH_URL. */
  readonly origin: string;
  readonly https: boolean;
  readonly port: string;
  readonly authSecret: string;
  readonly rootKey: string;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly trustedProxyHops: number;
  readonly allowedFolders: readonly string[];
  /** True when the operator named a mail server. */
  readonly canMail: boolean;
  readonly logLevel: string;
  readonly github: ProviderSettings | null;
  readonly oidc: (ProviderSettings & { readonly issuer: string; readonly name: string }) | null;
}

/** Reads an environment; throws one error that names everything that is wrong with it, and no value. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = Environment.safeParse(source);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  for (const [name, needs] of PAIRS) {
    if (source[name] && !source[needs]) problems.push(`${needs} is not set, but ${name} is`);
  }
  if (!parsed.success || problems.length > 0) {
    throw new Error(
      `The web server cannot start with this environment:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    );
  }
  const values = parsed.data;
  const url = new URL(values.AUTH_URL);
  return {
    production: values.NODE_ENV === "production",
    databaseUrl: values.DATABASE_URL,
    origin: url.origin,
    https: url.protocol === "https:",
    port: url.port,
    authSecret: values.AUTH_SECRET,
    rootKey: values.REDOUBT_ROOT_KEY,
    dataDir: values.DATA_DIR,
    demo: values.DEMO === "1",
    trustedProxyHops: values.TRUSTED_PROXY_HOPS,
    allowedFolders: values.REDOUBT_ALLOWED_FOLDERS.split(",").flatMap((folder) => folder.trim() || []),
    canMail: values.SMTP_URL !== undefined,
    logLevel: values.LOG_LEVEL,
    github: pair(values.AUTH_GITHUB_ID, values.AUTH_GITHUB_SECRET),
    oidc: oidcOf(values),
  };
}

const PAIRS = [
  ["AUTH_GITHUB_ID", "AUTH_GITHUB_SECRET"],
  ["AUTH_GITHUB_SECRET", "AUTH_GITHUB_ID"],
  ["AUTH_OIDC_ISSUER", "AUTH_OIDC_ID"],
  ["AUTH_OIDC_ID", "AUTH_OIDC_SECRET"],
  ["AUTH_OIDC_SECRET", "AUTH_OIDC_ISSUER"],
] as const;

function pair(clientId: string | undefined, clientSecret: string | undefined): ProviderSettings | null {
  return clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
}

function oidcOf(values: z.infer<typeof Environment>): Env["oidc"] {
  const client = pair(values.AUTH_OIDC_ID, values.AUTH_OIDC_SECRET);
  const issuer = values.AUTH_OIDC_ISSUER;
  return client === null || issuer === undefined ? null : { ...client, issuer, name: values.AUTH_OIDC_NAME };
}

let parsed: Env | undefined;

/** The environment of this process, parsed once; not at import, because a build has none. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Takes another environment instead of the process's: for tests and benchmarks. */
export function useEnvironment(source: Readonly<Record<string, string | undefined>>): void {
  parsed = parseEnv(source);
}
