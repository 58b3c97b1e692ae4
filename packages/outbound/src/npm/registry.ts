import { execFile } from "node:child_process";
import { promisify } from "node:util";

const publicRegistry = "https://registry.npmjs.org/";

/** The registry that npm itself is configured for, with a slash at its end; the public one where npm is missing. */
export async function npmRegistryUrl(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("npm", ["config", "get", "registry"], { timeout: 20_000 });
    const line = stdout.trim().split("\n").at(-1) ?? "";
    return URL.canParse(line) ? withSlash(line) : publicRegistry;
  } catch {
    return publicRegistry;
  }
}

/** The same address with a slash at its end, so that paths can be added to it. */
export function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}
