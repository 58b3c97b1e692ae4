// The import table of docs/architecture.md, section 5, as dependency-cruiser rules: what is not allowed is an error.

const DOMAIN = "^packages/domain/src";
/** Tests, and what only tests use. */
const TEST = "(?:\\.test\\.(?:tsx?|mjs)$|^apps/[^/]+/src/(?:server/)?testing/)";
const any = (words) => `(?:${words.join("|")})`;

/** `edge(from, ...to)`: files that match `from` may import what matches one of `to` ($1 is from's first group). */
const edge = (from, ...to) => ({ from: { path: from, pathNot: TEST }, to: { path: to } });
const typesOnly = (from, ...to) => ({
  from: { path: from, pathNot: TEST },
  to: { path: to, dependencyTypes: ["type-only"] },
});

const CLIENT_DOORS = `${DOMAIN}/(?:[^/]+/index|slices)\\.ts$`;
const SERVER_DOORS = `${DOMAIN}/(?:[^/]+/server|jobs)\\.ts$`;
const door = (name) => `^packages/${name}/src/index\\.ts$`;
/** Builds the demo's git history; the worker knows those commits as our own by it. */
const DEMO_REPOSITORY = "^examples/meridian-vault/build-repository\\.mjs$";
const WEB = "^apps/web/src";
const WORKER = "^apps/worker/src";
/** Reads reports without the tools: what a process needs that must start quickly and may do little. */
const REPORTS = "^packages/scanners/src/(?:reports|inventory/index|dumps/index)\\.ts$";

function domainRules(slices) {
  return slices.map((slice, at) => {
    const left = slices.slice(0, at);
    const doors = left.length > 0 ? [`${DOMAIN}/${any(left)}/(?:index|server)\\.ts$`] : [];
    return edge(
      `${DOMAIN}/${slice}/`,
      `${DOMAIN}/${slice}/`,
      `${DOMAIN}/(?:shared/(?:index|server)|slices)\\.ts$`,
      ...doors,
      door("db"),
    );
  });
}

/** Factories for tests are built on use cases, and may lean on those of slices to the left. */
function testingRules(slices) {
  return slices.map((slice, at) =>
    edge(
      `${DOMAIN}/${slice}/[a-z/-]*testing\\.ts$`,
      `${DOMAIN}/${any(slices.slice(0, at + 1))}/testing\\.ts$`,
      "^packages/db/src/testing\\.ts$",
      `${DOMAIN}/jobs\\.ts$`,
    ),
  );
}

const packageRules = [
  edge("^packages/(ui|db|storage|outbound|sandbox|scanners|documents|chain)/", "^packages/$1/"),
  edge(`${DOMAIN}/shared/`, `${DOMAIN}/shared/`),
  typesOnly(`${DOMAIN}/shared/`, door("db")),
  // Hands Prisma's typed SQL to use cases, so that they need not know the database package.
  edge(`${DOMAIN}/shared/server\\.ts$`, door("db")),
  // The one map over all job contracts; worker and queue read it.
  edge(`${DOMAIN}/jobs\\.ts$`, `${DOMAIN}/[^/]+/jobs\\.ts$`, `${DOMAIN}/shared/(?:index|server)\\.ts$`),
  edge("^packages/scanners/", `${DOMAIN}/(?:advisory|finding|profile|source|threat-model|shared)/index\\.ts$`),
  typesOnly("^packages/scanners/", door("sandbox")),
  edge("^packages/documents/", CLIENT_DOORS),
  edge("^packages/chain/", `${DOMAIN}/(?:monitor|deployment|shared)/index\\.ts$`, door("sandbox")),
];

const webRules = [
  edge(
    `${WEB}/server/routers/([^/]+)\\.ts$`,
    `${DOMAIN}/$1/(?:index|server)\\.ts$`,
    CLIENT_DOORS,
    `${WEB}/server/procedures\\.ts$`,
    // A large menu has pages of its own.
    `${WEB}/server/routers/$1/`,
  ),
  edge(
    `${WEB}/server/routers/([^/]+)/`,
    `${DOMAIN}/$1/(?:index|server)\\.ts$`,
    CLIENT_DOORS,
    `${WEB}/server/procedures\\.ts$`,
  ),
  edge(`${WEB}/server/(?!routers/)`, `${WEB}/server/`, `${WEB}/env\\.ts$`, CLIENT_DOORS, SERVER_DOORS, door("storage")),
  edge(`${WEB}/server/(?:context\\.ts$|auth/)`, door("db")),
  edge(`${WEB}/trpc/`, `${WEB}/trpc/`),
  typesOnly(`${WEB}/trpc/`, `${WEB}/server/root\\.ts$`),
  edge(`${WEB}/trpc/rsc\\.tsx?$`, `${WEB}/server/(?:root|context|pages|error-mapping)\\.ts$`),
  // What pages before sign-in show: the version stands in the package.
  edge(`${WEB}/server/pages\\.ts$`, "^apps/web/package\\.json$"),
  edge(`${WEB}/proxy\\.ts$`, `${WEB}/env\\.ts$`, `${WEB}/server/http/(?:security-headers|loopback-host)\\.ts$`),
  edge(`${WEB}/instrumentation\\.ts$`, `${WEB}/server/start\\.ts$`),
  edge(
    `${WEB}/features/([^/]+)/`,
    `${WEB}/features/$1/`,
    `${WEB}/features/[^/]+/index\\.ts$`,
    `${WEB}/trpc/(?!rsc)`,
    CLIENT_DOORS,
    "^packages/ui/src/(?:index\\.ts|styles\\.css)$",
  ),
  edge(
    `${WEB}/app/.*\\.tsx$`,
    `${WEB}/features/[^/]+/index\\.ts$`,
    `${WEB}/trpc/rsc\\.tsx?$`,
    `${WEB}/app/[^/]+\\.css$`,
  ),
  edge(`${WEB}/app/.*\\.css$`, "^packages/ui/src/styles\\.css$"),
  edge(`${WEB}/app/.*/route\\.ts$`, `${WEB}/server/http/`),
  edge("^apps/web/(?:config/|[^/]+\\.config\\.(?:ts|mjs)$)", "^apps/web/config/"),
];

const workerRules = [
  edge(
    `${WORKER}/handlers/`,
    `${WORKER}/(?:handlers|pipeline)/`,
    CLIENT_DOORS,
    SERVER_DOORS,
    REPORTS,
    ...["scanners", "sandbox", "chain", "storage", "outbound", "documents"].map(door),
  ),
  edge(
    `${WORKER}/pipeline/`,
    `${WORKER}/pipeline/`,
    CLIENT_DOORS,
    REPORTS,
    ...["scanners", "sandbox", "outbound"].map(door),
  ),
  edge(
    `${WORKER}/commands/`,
    `${WORKER}/(?:commands|pipeline)/`,
    `${WORKER}/env\\.ts$`,
    CLIENT_DOORS,
    ...["scanners", "sandbox", "outbound", "storage"].map(door),
  ),
  edge(
    `${WORKER}/(?!env)[^/]+\\.ts$`,
    `${WORKER}/(?:handlers/|[^/]+\\.ts$)`,
    CLIENT_DOORS,
    SERVER_DOORS,
    ...["db", "storage", "sandbox", "outbound"].map(door),
  ),
];

const otherRules = [
  edge("^prisma/seed/", "^prisma/seed/", CLIENT_DOORS, SERVER_DOORS, door("db"), DEMO_REPOSITORY),
  edge(`${WORKER}/pipeline/own-source\\.ts$`, DEMO_REPOSITORY),
  edge("^apps/web/e2e/", "^apps/web/e2e/"),
  // Starts products of its own, as the tests' runner does.
  edge("^apps/web/e2e/screens\\.ts$", "^tooling/(?:chromium|test/(?:product|run-folder))\\.mjs$"),
  edge("^apps/web/playwright\\.config\\.ts$", "^tooling/chromium\\.mjs$"),
  // Speaks the public API alone.
  edge("^apps/cli/", "^apps/cli/"),
  edge("^bench/", ".+"),
  edge("^tooling/", "^tooling/", `${DOMAIN}/slices\\.ts$`),
  edge("^[^/]+\\.config\\.ts$", "^tooling/"),
];

const testRules = [
  {
    from: { path: "^(packages/[^/]+|apps/[^/]+|prisma|bench|tooling)/.*\\.test\\.(?:tsx?|mjs)$" },
    to: { path: "^$1/" },
  },
  { from: { path: "^(apps/[^/]+)/src/(?:server/)?testing/" }, to: { path: "^$1/" } },
  {
    from: { path: TEST },
    to: {
      path: [
        "^packages/[^/]+/src/(?:index|testing)\\.ts$",
        REPORTS,
        `${DOMAIN}/(?:[^/]+/(?:index|server|testing)|slices|jobs)\\.ts$`,
        "^packages/db/src/migrate(?:-main)?\\.ts$",
        "^packages/ui/src/styles\\.css$",
      ],
    },
  },
];

/** Packages from outside and Node's own modules are no edge of the house; the forbidden rules below narrow them. */
const outside = [
  { from: {}, to: { path: "(?:^|/)node_modules/" } },
  { from: {}, to: { dependencyTypes: ["core"] } },
];

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const forbidden = [
  forbid("unresolvable", "The import leads nowhere.", {}, { couldNotResolve: true }),
  forbid(
    "circle",
    "Modules import each other in a circle.",
    { pathNot: "/generated/" },
    { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  ),
  forbid(
    "client-door-stays-pure",
    "A client door reaches the browser: it must not lead to the database, Node's modules or server files.",
    { path: CLIENT_DOORS },
    {
      path: [
        "^packages/db/",
        `${DOMAIN}/[^/]+/(?:use-cases|sql|queries)/`,
        `${DOMAIN}/[^/]+/(?:server|row|jobs)\\.ts$`,
      ],
      reachable: true,
    },
  ),
  forbid(
    "client-door-without-node",
    "A client door reaches the browser: no module of Node.",
    { path: `${DOMAIN}/[^/]+/(?:schema|lifecycle|errors|index)\\.ts$` },
    { dependencyTypes: ["core"] },
  ),
  forbid(
    "domain-knows-no-framework",
    "The domain knows no React, no HTTP, no outside program.",
    { path: `${DOMAIN}/`, pathNot: TEST },
    {
      path: [
        "node_modules/(?:react|react-dom|next|next-auth|@trpc/[^/]+|undici|pg|@prisma/[^/]+)/",
        "^(?:node:)?(?:child_process|http|https|net)$",
      ],
    },
  ),
  forbid(
    "database-in-one-package",
    "PostgreSQL and Prisma are spoken in packages/db only.",
    { path: "^(?:apps|packages)/", pathNot: ["^packages/db/", TEST] },
    { path: "node_modules/(?:pg|@prisma/[^/]+)/" },
  ),
  forbid(
    "outside-programs-in-one-place",
    "Outside programs are run by packages/sandbox, git by packages/outbound, npm for compilers by packages/scanners.",
    {
      path: "^(?:apps|packages|prisma)/",
      // Runners of adapters are inside the jail already.
      pathNot: [
        "^packages/(?:sandbox|outbound|scanners/src/compilers)/",
        "^packages/scanners/src/(?:adapters/[^/]+|powers)/runner\\.ts$",
        // The command line runs on people's machines, on the repository that they stand in.
        "^apps/cli/src/tree/git\\.ts$",
        TEST,
        "^apps/web/(?:e2e/|playwright)",
      ],
    },
    { path: "^(?:node:)?child_process$" },
  ),
  forbid(
    "outbound-in-one-package",
    "Requests to the outside leave through packages/outbound.",
    { path: "^(?:apps|packages)/", pathNot: ["^packages/outbound/", "^apps/web/e2e/", TEST] },
    { path: ["node_modules/(?:undici|nodemailer|axios|got)/", "^(?:node:)?(?:http|https|http2|dns|tls)$"] },
  ),
  forbid(
    "ui-knows-no-business",
    "The design system knows no business word, no framework of the app.",
    { path: "^packages/ui/" },
    { path: "node_modules/(?:next|zod|@trpc/[^/]+)/" },
  ),
];

/** Rules for the slices in their dependency order. */
export function importRules(slices) {
  return {
    forbidden,
    allowed: [
      ...outside,
      ...domainRules(slices),
      ...testingRules(slices),
      ...packageRules,
      ...webRules,
      ...workerRules,
      ...otherRules,
      ...testRules,
    ],
    allowedSeverity: "error",
  };
}
