import { readFileSync } from "node:fs";
import type { LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";
import { Agent, buildConnector } from "undici";
import { sameAddress } from "./address.ts";
import { OutboundError } from "./errors.ts";
import type { OutboundPolicy, PinnedAddress } from "./policy.ts";

const connectTimeoutMs = 10_000;

/** A resolver that knows one answer: what was checked is what is connected to. */
export function pinnedLookup(addresses: readonly PinnedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else if (first === undefined) callback(new Error("no address"), "", 0);
    else callback(null, first.address, first.family);
  };
}

/** Connections of HTTP requests: resolved, checked, pinned, and checked once more at the peer. */
export function createAgent(policy: OutboundPolicy, certificateFile: string | undefined): Agent {
  const ca = certificateFile === undefined ? {} : { ca: [...rootCertificates, readFileSync(certificateFile, "utf8")] };
  return new Agent({
    connect: (options, callback) => {
      const port = Number(options.port) || (options.protocol === "http:" ? 80 : 443);
      const hostname = options.hostname.replace(/^\[(.*)\]$/, "$1");
      const connect = async (): Promise<void> => {
        const addresses = await policy.resolve(hostname, port);
        const connector = buildConnector({
          ...ca,
          allowH2: false,
          timeout: connectTimeoutMs,
          lookup: pinnedLookup(addresses),
        });
        connector(options, (error, socket) => {
          if (error !== null) return callback(error, null);
          const peer = socket.remoteAddress ?? "";
          if (addresses.some(({ address }) => sameAddress(address, peer))) return callback(null, socket);
          socket.destroy();
          callback(
            new OutboundError("outbound.address-refused", `${hostname} led to another address than checked.`),
            null,
          );
        });
      };
      connect().catch((error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null));
    },
  });
}
