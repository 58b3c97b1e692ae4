import { parseArgs } from "node:util";
import { SEVERITIES, type Severity } from "./api/schemas.ts";
import { UsageError } from "./errors.ts";

type Options = Readonly<Record<string, { type: "string" | "boolean"; short?: string; multiple?: boolean }>>;

export interface Arguments {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
  /** A whole number of at least 1. */
  number(name: string): number | undefined;
  severity(name: string): Severity | undefined;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
}

/** Parsed options of one command. Throws UsageError for what it does not know; a token is never an argument. */
export function readArguments(
  argv: readonly string[],
  options: Options,
  positionals: { max: number; min?: number },
): Arguments {
  if (argv.some((one) => /^--(token|password|secret)(=|$)/.test(one))) {
    throw new UsageError(
      "A token on the command line can be read by every process of this machine and stays in the history. Set REDOUBT_TOKEN, or run redoubt login.",
    );
  }
  const parsed = parse(argv, options);
  if (parsed.positionals.length > positionals.max) {
    throw new UsageError(`${JSON.stringify(parsed.positionals[positionals.max])} is one argument too many.`);
  }
  if (parsed.positionals.length < (positionals.min ?? 0)) throw new UsageError("An argument is missing.");
  const value = (name: string) => parsed.values[name];
  const text = (name: string): string | undefined => {
    const given = value(name);
    return typeof given === "string" ? given : undefined;
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    const known = allowed.find((one) => one === given);
    if (known === undefined) throw new UsageError(`--${name} is one of ${allowed.join(", ")}.`);
    return known;
  };
  return {
    positionals: parsed.positionals,
    text,
    texts: (name) => [value(name)].flat().flatMap((one) => (typeof one === "string" ? [one] : [])),
    flag: (name) => value(name) === true,
    number(name) {
      const given = text(name);
      if (given === undefined) return undefined;
      if (!/^[1-9]\d{0,8}$/.test(given)) throw new UsageError(`--${name} is a whole number of at least 1.`);
      return Number(given);
    },
    severity: (name) => oneOf(name, SEVERITIES),
    oneOf,
  };
}

function parse(argv: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(". To specify")[0] ?? "") : String(error));
  }
}

/** At or above: critical is above high. */
export const isAtLeast = (severity: Severity, floor: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(floor);
