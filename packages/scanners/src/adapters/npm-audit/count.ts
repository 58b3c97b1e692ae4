import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";

/** Objects under `via` of all packages (texts there point at other packages); in npm 6 entries of `advisories`. */
export async function count(stream: Readable): Promise<number> {
  return countJson(
    stream,
    { record: "vulnerabilities.*.via.[]", weigh: (via) => (via.filled() ? 1 : 0) },
    { record: "advisories.*" },
  );
}
