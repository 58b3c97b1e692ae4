import "server-only";
import { createHash } from "node:crypto";
import { DomainError } from "@redoubt/domain/shared";
import type { z } from "zod";
import { storage } from "../../storage.ts";
import { storeBody } from "../source-upload.ts";

/** A body that lies in storage: nobody knows its key yet, so whoever does not use it removes it. */
export interface StoredBody {
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
}

export type BodyForm<B = unknown> =
  | { readonly kind: "none"; readonly types: readonly string[] }
  | {
      readonly kind: "json";
      readonly types: readonly string[];
      readonly schema: z.ZodType<B>;
      readonly maxBytes: number;
    }
  | { readonly kind: "file"; readonly types: readonly string[]; readonly maxBytes: number; readonly about: string };

export interface ReceivedBody<B> {
  readonly value: B;
  /** SHA-256 of the bytes. */
  readonly digest: string;
  /** Removes what was stored of it. */
  discard(): Promise<void>;
}

const JSON_TYPE = "application/json";
const JSON_BYTES = 64 * 1024;
/** Where no body is wanted, programs send `{}` or nothing. */
const NOTHING_BYTES = 64;

export function jsonBody<B>(schema: z.ZodType<B>, maxBytes = JSON_BYTES): BodyForm<B> {
  return { kind: "json", types: [JSON_TYPE], schema, maxBytes };
}

export function fileBody(types: readonly string[], maxBytes: number, about: string): BodyForm<StoredBody> {
  return { kind: "file", types, maxBytes, about };
}

const WRONG_TYPE = new DomainError("request.wrong-media-type", {
  kind: "invalid",
  message: "The body has a media type that is not taken here.",
});
const TOO_LARGE = new DomainError("request.too-large", { kind: "too-large", message: "What was sent is too large." });
const NOT_JSON = new DomainError("request.unreadable", { kind: "invalid", message: "What was sent is no JSON." });

/**
 * Reads a body within its limit: JSON by its schema, a file into storage. With `keep: false` it is read for its digest
 * alone. Throws request.wrong-media-type, request.too-large, request.empty, request.unreadable and a ZodError.
 */
export async function receiveBody<B>(
  form: BodyForm<B>,
  request: Request,
  organizationId: string,
  options: { readonly keep: boolean },
): Promise<ReceivedBody<B>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (form.kind !== "none" && !form.types.includes(type)) throw WRONG_TYPE;
  if (form.kind === "file" && options.keep) {
    const stored = await storeBody(request, organizationId, form.maxBytes);
    return { value: stored as B, digest: stored.sha256, discard: () => storage().delete(stored.key) };
  }
  const { text, digest } = await readWhole(request, form);
  const value = form.kind === "json" ? form.schema.parse(parse(text)) : (undefined as B);
  return { value, digest, discard: async () => undefined };
}

async function readWhole(request: Request, form: BodyForm): Promise<{ text: string; digest: string }> {
  const most = form.kind === "none" ? NOTHING_BYTES : form.maxBytes;
  const hash = createHash("sha256");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw TOO_LARGE;
    hash.update(chunk);
    if (form.kind === "json") chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString("utf8"), digest: hash.digest("hex") };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw NOT_JSON;
  }
}
