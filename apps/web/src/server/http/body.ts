import "server-only";
import { DomainError } from "@redoubt/domain/shared";
import type { z } from "zod";

export const FORM = "application/x-www-form-urlencoded";
export const JSON_TYPE = "application/json";

const MOST_BYTES = 64 * 1024;
const TOO_LARGE = new DomainError("request.too-large", { kind: "too-large", message: "What was sent is too large." });
const NOT_JSON = new DomainError("request.unreadable", { kind: "invalid", message: "What was sent cannot be read." });

/** True for the post of a plain form, which expects to be led to a page and not to get JSON. */
export function isForm(request: Request): boolean {
  return (request.headers.get("content-type") ?? "").toLowerCase().startsWith(FORM);
}

/** The small body of a form or JSON request as one flat object; 64 KiB at most. */
export async function readFields(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (isForm(request)) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw NOT_JSON;
}

/** The same, judged by a schema. Throws its ZodError. */
export async function readInput<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await readFields(request));
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw TOO_LARGE;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Leads a browser to a path of this site after a post. */
export function seeOther(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location: path, ...headers } });
}
