import { randomInt } from "node:crypto";
import { crc32 } from "node:zlib";
import { tokenHash } from "../identity/server.ts";
import { toUuid } from "../shared/index.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const FORM = /^rdt_([0-9a-f]{32})_([0-9A-Za-z]{32})_([0-9A-Za-z]{6})$/;

/** A token as its holder has it, and what is kept of it. */
export interface NewTokenText {
  readonly text: string;
  readonly hash: string;
  /** The last characters, for people. */
  readonly hint: string;
}

/**
 * `rdt_<organization>_<32 random base62>_<CRC-32 in base62>`: 190 random bits, the organization because the look-up
 * happens under its row-level security, the checksum so that a scanner of secrets knows one without asking anybody.
 */
export function newTokenText(organizationId: string): NewTokenText {
  const secret = Array.from({ length: SECRET_LENGTH }, () => BASE62[randomInt(BASE62.length)]).join("");
  const body = `rdt_${organizationId.replaceAll("-", "")}_${secret}`;
  const text = `${body}_${checksum(body)}`;
  return { text, hash: tokenHash(text), hint: text.slice(-4) };
}

/** Organization and stored hash of a token; undefined when it cannot be one of ours, without asking the database. */
export function readTokenText(text: string): { organizationId: string; hash: string } | undefined {
  const parts = FORM.exec(text);
  const [, organization, , sum] = parts ?? [];
  if (organization === undefined || sum !== checksum(text.slice(0, -CHECKSUM_LENGTH - 1))) return undefined;
  return { organizationId: toUuid(`_${organization}`), hash: tokenHash(text) };
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let at = 0; at < CHECKSUM_LENGTH; at += 1) {
    text = `${BASE62[rest % 62]}${text}`;
    rest = Math.floor(rest / 62);
  }
  return text;
}
