import { createHash, createHmac, randomBytes } from "node:crypto";

/** 256 random bits as 43 base64url characters: session cookies, links. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token: its SHA-256 in hexadecimal. No salt: 256 random bits cannot be guessed. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** HMAC-SHA-256 (hexadecimal) of an e-mail address: events can be joined, addresses cannot be read. */
export function emailHash(key: string, email: string): string {
  return createHmac("sha256", key).update(`identity-event\0${email}`).digest("hex");
}
