import { lookup } from "node:dns/promises";
import { addressKind, isAddress } from "./address.ts";
import { errorCode, OutboundError } from "./errors.ts";

/** One resolved and permitted address. */
export interface PinnedAddress {
  readonly address: string;
  readonly family: number;
}

/** Which hosts and addresses may be reached; every request, clone and redirect asks it. */
export interface OutboundPolicy {
  /** Parses and checks the form of an address; throws `outbound.url-refused`. */
  parseUrl(url: string, purpose: "fetch" | "git" | "message"): URL;
  /** The addresses of a host, all permitted; throws `outbound.address-refused` or `outbound.host-not-found`. */
  resolve(hostname: string, port: number): Promise<readonly PinnedAddress[]>;
}

/** What the operator allows beyond public addresses. */
export interface PolicyOptions {
  readonly allowPrivateAddresses?: boolean;
  readonly allowedHosts?: readonly string[];
}

/** Port of a URL, also when it is the protocol's own. */
export function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "http:" ? 80 : 443;
}

/** Host of a URL without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

/** Makes the policy; an empty allow-list allows nothing private. */
export function createPolicy(options: PolicyOptions): OutboundPolicy {
  const allowed = new Set(
    (options.allowedHosts ?? []).map((host) => host.trim().toLowerCase()).filter((host) => host !== ""),
  );
  const isNamed = (hostname: string, port: number): boolean => {
    const host = isAddress(hostname) && hostname.includes(":") ? `[${hostname}]` : hostname.toLowerCase();
    return allowed.has(host) || allowed.has(`${host}:${port}`);
  };

  return {
    parseUrl(text, purpose) {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url === undefined || url.hostname === "")
        throw refused("This is not an address of the form https://host/path.");
      if (url.protocol !== "https:" && url.protocol !== "http:") {
        throw refused(`Only https addresses can be used, not ${url.protocol.replace(":", "")}.`);
      }
      if (url.username !== "" || url.password !== "") {
        throw refused("An address must not contain a user name or password: give the token separately.");
      }
      if (purpose === "git" && url.protocol === "http:" && !isNamed(hostOf(url), portOf(url))) {
        throw refused("Repositories are read over https only; the operator can allow http for a named host.");
      }
      if (purpose === "message" && url.protocol === "http:" && !isNamed(hostOf(url), portOf(url))) {
        throw refused("Messages are sent over https only; the operator can allow http for a named host.");
      }
      const host = hostOf(url);
      if (isAddress(host)) checkAddress(host, host, isNamed(host, portOf(url)));
      return url;
    },
    async resolve(hostname, port) {
      const addresses = isAddress(hostname)
        ? [{ address: hostname, family: hostname.includes(":") ? 6 : 4 }]
        : await lookupAll(hostname);
      // All of them: a name that answers with both kinds is waiting for the one to be picked that is not checked.
      for (const { address } of addresses) checkAddress(address, hostname, isNamed(hostname, port));
      return addresses;
    },
  };

  function checkAddress(address: string, host: string, named: boolean): void {
    const kind = addressKind(address);
    if (kind === "public" || named || (kind === "private" && options.allowPrivateAddresses === true)) return;
    throw new OutboundError(
      "outbound.address-refused",
      `${host} lies in a private or reserved network. The operator can allow it by name.`,
    );
  }
}

async function lookupAll(hostname: string): Promise<PinnedAddress[]> {
  try {
    return await lookup(hostname, { all: true });
  } catch (error) {
    throw new OutboundError("outbound.host-not-found", `The host ${hostname} was not found (${errorCode(error)}).`, {
      cause: error,
    });
  }
}

function refused(message: string): OutboundError {
  return new OutboundError("outbound.url-refused", message);
}
