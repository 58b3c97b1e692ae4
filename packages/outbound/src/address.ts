import ipaddr from "ipaddr.js";

/** Answers only inside one cloud's network, although its number looks public: Azure's host agent. */
const cloudInternal = new Set(["168.63.129.16"]);
/** Ranges that an operator's "private addresses are fine" means; metadata services are in none of them. */
const privateRanges = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);

/** Whose network an address belongs to: everybody's, the operator's own, or nobody's that we may ask. */
export type AddressKind = "public" | "private" | "forbidden";

/** Classifies an IPv4 or IPv6 address in any notation; IPv4 inside IPv6 counts as IPv4. */
export function addressKind(address: string): AddressKind {
  if (!ipaddr.isValid(address)) return "forbidden";
  const parsed = ipaddr.process(withoutZone(address));
  const range = parsed.range();
  if (privateRanges.has(range)) return "private";
  if (range !== "unicast" || cloudInternal.has(parsed.toString())) return "forbidden";
  // Everything in use as public IPv6 lies in 2000::/3; the library calls the unassigned rest unicast too.
  if (parsed.kind() === "ipv6" && !parsed.match(ipaddr.parseCIDR("2000::/3"))) return "forbidden";
  return "public";
}

/** True when both are the same address, whatever the notation. */
export function sameAddress(one: string, other: string): boolean {
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return false;
  const [a, b] = [one, other].map((text) => ipaddr.process(withoutZone(text)).toNormalizedString());
  return a === b;
}

/** True for the text of an IP address, without brackets. */
export function isAddress(text: string): boolean {
  return ipaddr.isValid(text);
}

function withoutZone(address: string): string {
  return address.split("%")[0] ?? address;
}
