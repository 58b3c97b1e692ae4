import "server-only";
import { Readable } from "node:stream";
import { SOURCE_LIMITS } from "@redoubt/domain/source";
import { recordUpload } from "@redoubt/domain/source/server";
import { DomainError } from "@redoubt/domain/shared";
import { StorageError } from "@redoubt/storage";
import { z } from "zod";
import { storage } from "../storage.ts";
import { projectRoute } from "./route.ts";

export const OCTETS = "application/octet-stream";
const Name = z.string().trim().min(1).max(200).default("upload");

/** Takes an archive as the whole body and makes a revision of it; unpacking and its limits are the worker's. */
export const uploadRoute = projectRoute({
  method: "POST",
  path: "/api/o/[organization]/p/[project]/upload",
  accepts: [OCTETS],
  permission: "source:write",
  action: "source.upload",
  async handle({ request, deps }) {
    const name = Name.parse(new URL(request.url).searchParams.get("name") ?? undefined);
    const stored = await storeBody(request, deps.organizationId, SOURCE_LIMITS.archiveBytes);
    const { number } = await recordUpload(deps, {
      name,
      uploadKey: stored.key,
      sha256: stored.sha256,
      size: stored.size,
    });
    return Response.json({ revision: number }, { status: 201 });
  },
});

/** Stores a request's body, whole or not at all. Throws request.too-large, request.empty and request.cut-off. */
export async function storeBody(request: Request, organizationId: string, maxBytes: number) {
  if (request.body === null) throw EMPTY;
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  try {
    const stored = await storage().put(organizationId, Readable.fromWeb(request.body as never), { maxBytes });
    const told = request.headers.get("content-length");
    const isWhole = told === null || Number(told) === stored.size;
    if (stored.size > 0 && isWhole) return stored;
    await storage().delete(stored.key);
    throw stored.size === 0 ? EMPTY : CUT_OFF;
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== "storage.too-large") throw error;
    throw new DomainError(
      "request.too-large",
      { kind: "too-large", message: `This file is larger than the limit of ${megabytes} MB.` },
      { cause: error },
    );
  }
}

const EMPTY = new DomainError("request.empty", {
  kind: "invalid",
  message: "This file is empty. Choose the one that you meant.",
});

const CUT_OFF = new DomainError("request.cut-off", {
  kind: "invalid",
  message: "Only a part of this file arrived. Send it again.",
});
