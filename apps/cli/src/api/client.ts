import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { Credentials } from "../settings/store.ts";
import { type Body, readText, send } from "./http.ts";
import { ApiError, OutageError, problemOf } from "./problem.ts";
import { page } from "./schemas.ts";

const MEGABYTE = 1024 * 1024;
const REQUEST_MS = 90_000;
const UPLOAD_MS = 15 * 60_000;
const MOST_WAITS = 30;
const MOST_JSON = 64 * MEGABYTE;

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The public API, with one token. Every answer is parsed by the schema that the caller names. */
export interface Api {
  /** The server's address for people. */
  readonly url: string;
  get<T extends z.ZodType>(path: string, schema: T, query?: Query): Promise<z.infer<T>>;
  getText(path: string, query?: Query): Promise<string>;
  post<T extends z.ZodType>(path: string, schema: T, body: Body, query?: Query): Promise<z.infer<T>>;
  /** All items of a list, page by page, at most `most`. */
  list<T extends z.ZodType>(path: string, item: T, query: Query, most: number): Promise<z.infer<T>[]>;
}

/** `agent` names program and version to the server. */
export function createApi({ url, token }: Credentials, options: { agent: string; signal: AbortSignal }): Api {
  const request = async (
    method: "GET" | "POST",
    path: string,
    query: Query,
    key: string | undefined,
    body?: Body,
  ): Promise<Response> => {
    const address = new URL(`${url}/api/v1${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const response = await send({
      method,
      url: address.href,
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        "user-agent": options.agent,
        // The server answers a repeated key with what it answered first: a try that nobody heard of may be repeated.
        ...(key === undefined ? {} : { "idempotency-key": key }),
      },
      body,
      signal: options.signal,
      timeoutMs: body !== undefined && "file" in body ? UPLOAD_MS : REQUEST_MS,
      repeatable: true,
    });
    if (!response.ok) throw problemOf(response.status, await readText(response, MEGABYTE).catch(() => ""));
    return response;
  };

  /** A key is kept over all tries; while the first one is still at work, its answer is waited for. */
  const patiently = async (method: "GET" | "POST", path: string, query: Query, body?: Body): Promise<Response> => {
    const key = method === "POST" ? randomUUID() : undefined;
    for (let tries = 1; ; tries += 1) {
      try {
        return await request(method, path, query, key, body);
      } catch (error) {
        const atWork = error instanceof ApiError && error.code === "api.idempotency-in-flight";
        if (!atWork || tries >= MOST_WAITS) throw error;
        await sleep(2000, undefined, { signal: options.signal });
      }
    }
  };

  const parse = async <T extends z.ZodType>(response: Response, schema: T): Promise<z.infer<T>> => {
    const text = await readText(response, MOST_JSON);
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    const { path: at, message } = parsed.error.issues[0] ?? { path: [], message: "" };
    throw new OutageError(
      `${url} answers in a way that this version does not read (${at.join(".") || "body"}: ${message}). Is it a Redoubt server, and are both of one version?`,
    );
  };

  const get: Api["get"] = async (path, schema, query = {}) => parse(await patiently("GET", path, query), schema);

  return {
    url,
    get,
    getText: async (path, query = {}) => readText(await patiently("GET", path, query), 8 * MEGABYTE),
    post: async (path, schema, body, query = {}) => parse(await patiently("POST", path, query, body), schema),
    async list(path, item, query, most) {
      const items: z.infer<typeof item>[] = [];
      let cursor: string | undefined;
      do {
        const limit = Math.min(100, most - items.length);
        const one = await get(path, page(item), { ...query, limit, cursor });
        items.push(...one.items);
        cursor = one.items.length > 0 ? (one.next ?? undefined) : undefined;
      } while (cursor !== undefined && items.length < most);
      return items.slice(0, most);
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One part of a path, whatever it holds. */
export const segment = (text: string): string => encodeURIComponent(text);
