import { z } from "zod";

// Plain ASCII on purpose: no quoted local part, no comments, no look-alike letters of other scripts, and a domain of
// at least two labels. What passes here is stored, compared and mailed as it is.
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The one normal form of an address (trimmed of spaces, lower case), or undefined when it is not one we accept. */
export function normalizeEmail(text: string): string | undefined {
  const address = text.replace(/^ +| +$/g, "");
  // Before lower-casing: some letters of other scripts have an ASCII lower case.
  if (!/^[\x21-\x7e]+$/.test(address) || address.length > 254) return undefined;
  const lower = address.toLowerCase();
  const parts = lower.split("@");
  const [local, domain] = parts;
  if (parts.length !== 2 || local === undefined || domain === undefined) return undefined;
  if (local.length > 64 || !LOCAL.test(local) || !DOMAIN.test(domain)) return undefined;
  return lower;
}

/** An e-mail address; the output is its normal form. */
export const Email = z
  .string()
  .max(300)
  .transform((text, context) => {
    const normal = normalizeEmail(text);
    if (normal !== undefined) return normal;
    context.addIssue({ code: "custom", message: "must be an address like name@example.org" });
    return z.NEVER;
  });
