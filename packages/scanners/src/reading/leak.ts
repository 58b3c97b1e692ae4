import type { FingerprintValue } from "@redoubt/domain/finding";
import type { ParseContext } from "../contract.ts";
import { maskSecret, secretDigest, secretFingerprint } from "./secret.ts";

/** A secret as a report may go on: masked words, and its keyed fingerprint. */
export interface MaskedLeak {
  readonly words: string;
  readonly fingerprints: readonly FingerprintValue[];
}

/** Masks a secret before anything else sees it. What the tool itself has blacked out names nothing. */
export function maskLeak(secret: string | undefined, at: ParseContext): MaskedLeak {
  if (secret === undefined || isBlackedOut(secret)) return { words: "value not shown", fingerprints: [] };
  const fingerprints = at.secretKey === undefined ? [] : [secretFingerprint(secretDigest(secret), at.secretKey)];
  return { words: maskSecret(secret), fingerprints };
}

function isBlackedOut(secret: string): boolean {
  const trimmed = secret.trim();
  return (
    trimmed === "" || /^redacted$/i.test(trimmed) || /^[*x•…. ]+$/i.test(trimmed) || /\*{4,}|\.\.\.$|…$/.test(trimmed)
  );
}

/** What everybody should know who reads of a secret in code. */
export const LEAK_ADVICE = "Whoever can read the repository can use it: revoke it first, then remove it.";

/** Texts with every occurrence of the secret masked: rules and lines quote it. */
export function withoutSecret(said: string | undefined, secret: string | undefined): string | undefined {
  if (said === undefined || secret === undefined || secret.trim().length < 4) return said;
  return said.replaceAll(secret, maskSecret(secret));
}
