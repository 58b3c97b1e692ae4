import type { Answer, Received } from "./serve.ts";
import { serve } from "./serve.ts";

export const TOKEN = "rdt_acme_0123456789abcdefghijABCDEFGHIJ12_3xYz9";

export const findingOf = (number: number, over: Readonly<Record<string, unknown>> = {}) => ({
  name: `F-${number}`,
  number,
  title: `Finding ${number}`,
  description: "What it is about.",
  severity: "high",
  confidence: "high",
  state: "new",
  scanner: "solhint",
  detector: "avoid-tx-origin",
  path: "src/Vault.sol",
  startLine: 10 + number,
  endLine: 10 + number,
  cwe: ["CWE-477"],
  restricted: false,
  url: `https://redoubt.example.org/o/acme/p/vault/finding/F-${number}`,
  ...over,
});

type Routes = Readonly<Record<string, (request: Received) => Answer | Promise<Answer>>>;

/** The API as the contract describes it, with one project; `routes` ("GET /path") come first. */
export function contractServer(routes: Routes = {}) {
  const polls = { revision: 0, scan: 0 };
  const own: Routes = {
    "GET /me": () => ({
      body: {
        organization: { slug: "acme", name: "Acme" },
        token: { name: "laptop", scopes: ["finding:read", "source:write"], expiresAt: null },
        project: null,
      },
    }),
    "GET /projects": () => ({ body: { items: [{ slug: "vault", name: "Vault" }], next: null } }),
    "POST /projects/vault/revisions": () => ({ status: 202, body: { revision: { number: 7, state: "queued" } } }),
    "POST /projects/vault/revisions/7/commits": () => ({ body: { claimed: [] } }),
    "GET /projects/vault/revisions/7": () => ({
      body: { number: 7, state: polls.revision++ === 0 ? "fetching" : "ready", ref: "main" },
    }),
    "POST /projects/vault/scans": () => ({ status: 202, body: { number: 3, state: "queued", scanners: [] } }),
    "GET /projects/vault/scans/3": () => ({
      body: {
        number: 3,
        state: polls.scan++ === 0 ? "running" : "partial",
        scanners: [
          { scanner: "solhint", state: "succeeded" },
          { scanner: "forge-lint", state: "failed", reason: "does not compile" },
        ],
      },
    }),
    "GET /projects/vault/findings": () => ({ body: { items: [findingOf(1), findingOf(2)], next: null } }),
  };
  return serve((request) => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      return { status: 401, body: { title: "Unknown token", status: 401 } };
    }
    const key = `${request.method} ${request.path.replace(/^\/api\/v1/, "")}`;
    return (routes[key] ?? own[key])?.(request);
  });
}
