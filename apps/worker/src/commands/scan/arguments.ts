import { parseArgs } from "node:util";
import { SEVERITIES, type Severity } from "@redoubt/domain/finding";
import { SCANNERS } from "@redoubt/scanners";

export const FORMATS = ["table", "json", "sarif"] as const;
export type Format = (typeof FORMATS)[number];

export interface ScanArguments {
  readonly folder: string;
  readonly scanners: readonly string[];
  readonly format: Format;
  readonly failOn?: Severity;
}

/** What was typed makes no sense; the message says what would. */
export class UsageError extends Error {}

export const USAGE = `usage: npm run -s scan -- <folder> [--scanner id] [--format table|json|sarif] [--fail-on severity]

  --scanner id         only this scanner; may be repeated: ${SCANNERS.map(({ id }) => id).join(", ")}
  --format format      what standard output gets (table when absent)
  --fail-on severity   end with 1 when a finding of that severity or worse is not suppressed and not in a
                       dependency: ${SEVERITIES.join(", ")}

Standard output is the result alone; progress goes to standard error. Without -s npm itself prints two lines first.
Ends with 0 whatever was found, 1 by --fail-on, 2 for wrong usage, 3 when nothing could be scanned.
`;

/** Reads the command line; undefined when help was asked for. Throws `UsageError`. */
export function readArguments(argv: readonly string[]): ScanArguments | undefined {
  const { values, positionals } = parse(argv);
  if (values.help === true) return undefined;
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError("name exactly one folder");
  const scanners = values.scanner ?? [];
  const unknown = scanners.find((id) => !SCANNERS.some((scanner) => scanner.id === id));
  if (unknown !== undefined) throw new UsageError(`there is no scanner "${unknown}"`);
  const failOn = values["fail-on"];
  return {
    folder,
    scanners,
    format: oneOf(FORMATS, values.format ?? "table", "--format"),
    ...(failOn === undefined ? {} : { failOn: oneOf(SEVERITIES, failOn, "--fail-on") }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        scanner: { type: "string", multiple: true },
        format: { type: "string" },
        "fail-on": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(allowed: readonly T[], value: string, option: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} is one of ${allowed.join(", ")}, not "${value}"`);
  return found;
}
