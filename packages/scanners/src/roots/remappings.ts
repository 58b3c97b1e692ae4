import path from "node:path";

interface Remapping {
  readonly context: string;
  readonly prefix: string;
  readonly target: string;
}

/** Splits `context:prefix=target`. */
export function splitRemapping(text: string): Remapping | undefined {
  const match = /^(?:([^:=]*):)?([^=]+)=(.*)$/.exec(text);
  return match === null ? undefined : { context: match[1] ?? "", prefix: match[2] ?? "", target: match[3] ?? "" };
}

/** The path that an import means by the remappings: longest context, then longest prefix, as the compiler does. */
export function applyRemappings(from: string, spec: string, remappings: readonly string[]): string | undefined {
  const fitting = remappings
    .map(splitRemapping)
    .filter((entry) => entry !== undefined)
    .filter((entry) => spec.startsWith(entry.prefix) && from.startsWith(entry.context))
    .sort((a, b) => b.context.length - a.context.length || b.prefix.length - a.prefix.length);
  const best = fitting[0];
  return best === undefined ? undefined : path.posix.normalize(best.target + spec.slice(best.prefix.length));
}

/** The package that an import path names: `@scope/name` or the first part. */
export function packageOf(spec: string): string {
  const parts = spec.split("/");
  return spec.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? spec);
}
