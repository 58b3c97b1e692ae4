import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { passGate } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import type { Database } from "@redoubt/domain/shared/server";
import { useEnvironment } from "../../env.ts";
import { sessionCookieName } from "../auth/cookie.ts";
import { PEER_HEADER } from "../caller.ts";
import { createContext } from "../context.ts";
import { trpcGetRoute } from "../http/trpc.ts";
import { createCaller } from "../root.ts";
import { testEnvironment } from "./environment.ts";

/** One signed-in person, for benchmarks: by the caller, and by HTTP at the handler that the product serves. */
export interface SignedIn {
  readonly caller: ReturnType<typeof createCaller>;
  /** The body of a GET of this path and query, over a socket of this machine; throws for anything but 200. */
  get(pathAndQuery: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * A real session of a person: every call looks up session and access anew, as a request does. The HTTP server is
 * Node's own with the product's tRPC route in it; what Next adds around a route is not there. Plain Node needs
 * `--conditions=react-server`, as Next's own build has it.
 */
export async function signIn(database: Database, databaseUrl: string, userId: string): Promise<SignedIn> {
  useEnvironment(testEnvironment(databaseUrl));
  const { token } = await passGate(testSignInDeps(database), { who: { userId }, prove: async () => true });
  const headers = new Headers({ cookie: `${sessionCookieName()}=${token}` });
  const server = await listen();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    caller: createCaller(() => createContext({ headers, database })),
    async get(pathAndQuery) {
      const response = await fetch(`${origin}${pathAndQuery}`, { headers });
      const body = await response.text();
      if (response.status !== 200) throw new Error(`${response.status}: ${body.slice(0, 500)}`);
      return body;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(): Promise<Server> {
  const server = createServer((request, response) => {
    const asked = toRequest(request);
    void trpcGetRoute.handler(asked, { params: Promise.resolve({}) }).then(async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function toRequest(request: IncomingMessage): Request {
  const headers = new Headers({ [PEER_HEADER]: "127.0.0.1", cookie: request.headers.cookie ?? "" });
  return new Request(`http://localhost${request.url}`, { headers });
}
