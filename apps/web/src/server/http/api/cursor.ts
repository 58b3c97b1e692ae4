import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "../../../env.ts";
import { apiError } from "./problem.ts";

/** 96 bits: a cursor that was made up would ask for a page that the list does not have, no more. */
const MAC_BYTES = 12;

/**
 * A cursor for the holder of a list: signed, and only good for the list it came from (`list` names organization,
 * project, path and filters).
 */
export function sealCursor(list: string, inner: string | null): string | null {
  return inner === null ? null : `${Buffer.from(inner).toString("base64url")}.${macOf(list, inner)}`;
}

/** What a cursor holds. Throws api.bad-cursor for one of another list, or of nobody. */
export function openCursor(list: string, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [text = "", mac = ""] = cursor.split(".");
  const inner = Buffer.from(text, "base64url").toString("utf8");
  const expected = Buffer.from(macOf(list, inner));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw apiError("api.bad-cursor");
  return inner;
}

function macOf(list: string, inner: string): string {
  const mac = createHmac("sha256", env().authSecret).update(`api-cursor\0${list}\0${inner}`).digest();
  return mac.subarray(0, MAC_BYTES).toString("base64url");
}
