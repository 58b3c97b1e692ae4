import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { pinnedLookup } from "../connect.ts";
import { connectionError, OutboundError } from "../errors.ts";
import { hostOf, type OutboundPolicy, portOf } from "../policy.ts";

const connectTimeoutMs = 10_000;

/** A proxy for one git process: it leads to one host, to checked addresses, for a number of bytes. */
export interface GitProxy {
  readonly url: string;
  /** Why it refused or lost the connection, if it did. */
  problem(): OutboundError | undefined;
  close(): Promise<void>;
}

/** Bytes that all clones of one job may still receive. */
export interface ByteBudget {
  left: number;
}

/** Starts the proxy on loopback; `onExhausted` is called once when the budget is used up. */
export async function startGitProxy(
  policy: OutboundPolicy,
  target: URL,
  budget: ByteBudget,
  onExhausted: () => void,
): Promise<GitProxy> {
  const host = hostOf(target);
  const port = portOf(target);
  const sockets = new Set<Duplex>();
  let problem: OutboundError | undefined;

  const fail = (error: unknown): OutboundError => {
    problem ??= connectionError(error, host);
    return problem;
  };
  const count = (chunk: Buffer): void => {
    const before = budget.left;
    budget.left -= chunk.length;
    if (before < 0 || budget.left >= 0) return;
    problem ??= new OutboundError("outbound.too-large", "The repository is larger than allowed.");
    onExhausted();
    for (const socket of sockets) socket.destroy();
  };
  const track = <T extends Duplex>(socket: T): T => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const isTarget = (name: string, number: number): boolean =>
    name.toLowerCase() === host.toLowerCase() && number === port;

  const tunnel = async (asked: string, client: Duplex, head: Buffer): Promise<void> => {
    const url = URL.canParse(`https://${asked}`) ? new URL(`https://${asked}`) : undefined;
    if (target.protocol !== "https:" || url === undefined || !isTarget(hostOf(url), portOf(url))) {
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const addresses = await policy.resolve(host, port);
    const server = track(connect({ host, port, lookup: pinnedLookup(addresses), timeout: connectTimeoutMs }));
    await connected(server);
    server.setTimeout(0);
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    server.write(head);
    server.on("data", count);
    server.pipe(client);
    client.pipe(server);
    server.on("close", () => client.destroy());
    client.on("close", () => server.destroy());
  };

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = URL.canParse(incoming.url ?? "") ? new URL(incoming.url ?? "") : undefined;
    if (target.protocol !== "http:" || url?.protocol !== "http:" || !isTarget(hostOf(url), portOf(url))) {
      outgoing.writeHead(403).end();
      return;
    }
    const addresses = await policy.resolve(host, port);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).filter(([name]) => !name.startsWith("proxy-") && name !== "connection"),
    );
    const upstream = request(url, {
      method: incoming.method ?? "GET",
      headers,
      lookup: pinnedLookup(addresses),
      agent: false,
    });
    upstream.on("response", (response) => {
      response.on("data", count);
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    upstream.on("error", (error) => {
      fail(error);
      outgoing.destroy();
    });
    outgoing.on("close", () => upstream.destroy());
    incoming.pipe(upstream);
  };

  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch((error: unknown) => {
      fail(error);
      outgoing.destroy();
    });
  });
  server.on("connection", (socket: Socket) => track(socket));
  server.on("connect", (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    tunnel(incoming.url ?? "", client, head).catch((error: unknown) => {
      fail(error);
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    problem: () => problem,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("error", reject);
    socket.once("timeout", () => {
      const error = Object.assign(new Error("connect timed out"), { code: "ETIMEDOUT" });
      socket.destroy(error);
      reject(error);
    });
  });
}
