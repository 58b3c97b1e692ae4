import { z } from "zod";
import { readText, send, type Wire } from "../api/http.ts";
import { OutageError } from "../api/problem.ts";
import { CliError } from "../errors.ts";
import { plain } from "../text/plain.ts";

const MOST_BYTES = 16 * 1024 * 1024;
const PER_PAGE = 100;
const MOST_PAGES = 100;

/** The platform refused; `status` says how. */
export class PlatformError extends CliError {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = "PlatformError";
    this.status = status;
  }
}

/** The API of a code host: one base address, one set of headers, nothing sent elsewhere. */
export interface Rest {
  get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>>;
  write(method: "POST" | "PUT" | "PATCH", path: string, json: unknown): Promise<void>;
  /** Every item of a list by `page` and `per_page`, as both hosts number them. */
  pages<T extends z.ZodType>(path: string, item: T): AsyncGenerator<z.infer<T>>;
}

export function createRest(
  name: string,
  base: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Rest {
  const request = async (method: Wire["method"], path: string, json?: unknown): Promise<string> => {
    const response = await send({
      method,
      url: `${base}${path}`,
      headers: { accept: "application/json", "user-agent": "redoubt-cli", ...headers },
      body: json === undefined ? undefined : { json },
      signal,
      timeoutMs: 30_000,
      // A comment that may have arrived is not written a second time.
      repeatable: method !== "POST",
    });
    const text = await readText(response, MOST_BYTES);
    if (response.ok) return text;
    const said = z.object({ message: z.string() }).safeParse(parse(text));
    const detail = said.success ? `: ${plain(said.data.message, 200)}` : "";
    throw new PlatformError(`${name} answered ${response.status}${detail}`, response.status);
  };
  const get: Rest["get"] = async (path, schema) => {
    const parsed = schema.safeParse(parse(await request("GET", path)));
    if (parsed.success) return parsed.data;
    throw new OutageError(`${name} answers in a way that this version does not read.`);
  };
  return {
    get,
    write: async (method, path, json) => void (await request(method, path, json)),
    async *pages(path, item) {
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const items = await get(`${path}?per_page=${PER_PAGE}&page=${page}`, z.array(item));
        yield* items;
        if (items.length < PER_PAGE) return;
      }
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
