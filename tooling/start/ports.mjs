import net from "node:net";
import { PlainError } from "./house.mjs";

/** True when nothing listens there on the loopback address. */
export function isFree(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `from` on. */
export async function firstFreePort(from, host) {
  for (let port = from; port < from + 200 && port < 65536; port++) if (await isFree(port, host)) return port;
  throw new PlainError(`No free port between ${from} and ${from + 199}.`);
}

/**
 * The port of the web server and a sentence when it is not the usual one. A port that somebody asked for is never
 * replaced silently: links and reverse proxies point at it.
 */
export async function webPort(asked, host, usual = 4300) {
  if (asked !== undefined && asked !== "") {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new PlainError(`PORT=${asked} is not a port number.`);
    if (await isFree(port, host)) return { port };
    throw new PlainError(`Port ${port} is in use by another program: stop it, or choose another with PORT=<number>.`);
  }
  const port = await firstFreePort(usual, host);
  if (port === usual) return { port };
  return {
    port,
    note: `Port ${usual} is in use by another program, so this is ${port} (choose one with PORT=<number>).`,
  };
}
