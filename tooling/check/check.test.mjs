import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { judgeDocument, namedPaths } from "./docs.mjs";
import { judgeSizes } from "./files.mjs";
import { cruiseImports } from "./imports.mjs";
import { addEntries, missingEntries, platformOf } from "./lock.mjs";
import { compareCatalog } from "./schema.mjs";
import { judgeSlices } from "./slices.mjs";

const made = [];

/** A throw-away tree of files. */
function tree(files) {
  const root = mkdtempSync(path.join(tmpdir(), "redoubt-check-"));
  made.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

describe("sizes of files", () => {
  test("a source of 401 and a test of 601 lines are too long, one line less is not", () => {
    const { problems } = judgeSizes([
      ...Array.from({ length: 60 }, (_, at) => [`small-${at}.ts`, 10]),
      ["a.ts", 400],
      ["b.ts", 401],
      ["a.test.ts", 600],
      ["b.db.test.ts", 601],
      ["c.spec.ts", 601],
    ]);
    expect(problems).toEqual([
      "b.ts has 401 lines, the limit is 400",
      "b.db.test.ts has 601 lines, the limit is 600",
      "c.spec.ts has 601 lines, the limit is 600",
    ]);
  });

  test("many long files are a problem even when each is below the limit", () => {
    expect(judgeSizes(Array.from({ length: 20 }, (_, at) => [`${at}.ts`, 300])).problems).toHaveLength(1);
  });
});

describe("slices", () => {
  const slices = [{ name: "finding", layers: ["tables", "domain", "router"] }];

  test("a declared layer that is there is right", () => {
    const root = tree({
      "prisma/schema/finding.prisma": "",
      "prisma/schema/base.prisma": "",
      "packages/domain/src/finding/index.ts": "",
      "packages/domain/src/shared/index.ts": "",
      "apps/web/src/server/routers/finding.ts": "",
      "apps/web/src/server/routers/finding.router.test.ts": "",
    });
    expect(judgeSlices(root, slices)).toEqual([]);
  });

  test("missing, undeclared and misnamed layers are told", () => {
    const root = tree({
      "prisma/schema/finding.prisma": "",
      "packages/domain/src/finding/index.ts": "",
      "apps/web/src/server/routers/findings.ts": "",
      "apps/worker/src/handlers/finding.ts": "",
    });
    expect(judgeSlices(root, slices)).toEqual([
      "finding: the layer router is declared in slices.ts, but apps/web/src/server/routers/finding.ts is missing",
      "apps/web/src/server/routers/findings.ts: no slice has this name",
      "apps/worker/src/handlers/finding.ts: slices.ts does not declare the layer worker of finding",
    ]);
  });
});

describe("documents", () => {
  test("paths are code spans below a top folder and relative links; placeholders and code blocks are none", () => {
    const text =
      "See `apps/web/src/env.ts:12`, `packages/<name>`, `npm run x`, [map](./map.md#top), [web](https://x.y).\n```\n`docs/none.md`\n```\n";
    expect(namedPaths(text).map(({ target }) => target)).toEqual(["apps/web/src/env.ts", "./map.md"]);
  });

  test("a path that does not exist is told with its document", () => {
    const root = tree({ "docs/map.md": "", "apps/web/a.ts": "" });
    expect(judgeDocument(root, "docs/README.md", "`apps/web/a.ts` `apps/web/b.ts` [m](map.md) [n](none.md)")).toEqual([
      "docs/README.md names apps/web/b.ts, which does not exist",
      "docs/README.md names none.md, which does not exist",
    ]);
  });
});

describe("lock file", () => {
  const lock = () => ({
    packages: {
      "": {},
      "node_modules/tool": {
        version: "1.2.3",
        dev: true,
        optionalDependencies: {
          "tool-linux-x64": "1.2.3",
          "@tool/darwin-arm64": "1.2.3",
          "@tool/linux-x64-musl": "1.2.3",
        },
      },
      "node_modules/tool-linux-x64": { version: "1.2.3" },
    },
  });

  test("platform packages without an entry are found and added with what their names tell", () => {
    const one = lock();
    expect(missingEntries(one).map(({ name }) => name)).toEqual(["@tool/darwin-arm64", "@tool/linux-x64-musl"]);
    expect(addEntries(one)).toEqual([]);
    expect(missingEntries(one)).toEqual([]);
    expect(one.packages["node_modules/@tool/linux-x64-musl"]).toEqual({
      version: "1.2.3",
      cpu: ["x64"],
      libc: ["musl"],
      dev: true,
      optional: true,
      os: ["linux"],
    });
  });

  test("a name that tells no platform is left to a person", () => {
    expect(platformOf("tool-helper")).toBeUndefined();
    const one = { packages: { "node_modules/tool": { optionalDependencies: { helper: "1.0.0" } } } };
    expect(addEntries(one)).toEqual(["helper@1.0.0 (of node_modules/tool)"]);
  });
});

test("the comparison of catalogs tells what is gone and what is new", () => {
  expect(compareCatalog(["policy a", "grant b"], ["grant b", "grant c"])).toEqual(["- policy a", "+ grant c"]);
});

describe("import table", () => {
  const slices = ["audit", "project", "finding"];
  const domain = (name) => `packages/domain/src/${name}`;

  async function problemsOf(files) {
    const root = tree({
      "package.json": "{}",
      "packages/domain/package.json":
        '{"name":"@redoubt/domain","exports":{"./*/server":"./src/*/server.ts","./*":"./src/*/index.ts"}}',
      "apps/web/package.json": "{}",
      ...files,
    });
    mkdirSync(path.join(root, "node_modules/@redoubt"), { recursive: true });
    symlinkSync(path.join(root, "packages/domain"), path.join(root, "node_modules/@redoubt/domain"));
    return (await cruiseImports(root, ["packages", "apps"], slices)).problems;
  }

  test("what the table allows passes", async () => {
    const problems = await problemsOf({
      [`${domain("audit")}/server.ts`]: "export const a = 1;",
      [`${domain("finding")}/index.ts`]: 'export { b } from "./schema.ts";',
      [`${domain("finding")}/schema.ts`]: "export const b = 1;",
      [`${domain("finding")}/server.ts`]:
        'import { a } from "../audit/server.ts"; import { randomUUID } from "node:crypto"; export const c = [a, randomUUID];',
      "apps/web/src/features/finding/index.ts": 'export { Screen } from "./screen.tsx";',
      "apps/web/src/features/finding/screen.tsx":
        'import { b } from "@redoubt/domain/finding"; export const Screen = () => <p>{b}</p>;',
      "apps/web/src/app/page.tsx": 'import { Screen } from "../features/finding/index.ts"; export default Screen;',
    });
    expect(problems).toEqual([]);
  });

  test.each([
    [
      "a slice to the right",
      {
        [`${domain("audit")}/server.ts`]: 'import "../finding/index.ts";',
        [`${domain("finding")}/index.ts`]: "export {};",
      },
    ],
    [
      "the inside of another slice",
      { [`${domain("finding")}/server.ts`]: 'import "../audit/row.ts";', [`${domain("audit")}/row.ts`]: "export {};" },
    ],
    [
      "a server door from a screen",
      {
        "apps/web/src/features/finding/a.tsx": 'import "@redoubt/domain/finding/server";',
        [`${domain("finding")}/server.ts`]: "export {};",
      },
    ],
    [
      "the inside of another feature",
      {
        "apps/web/src/features/finding/a.tsx": 'import "../project/b.tsx";',
        "apps/web/src/features/project/b.tsx": "export {};",
      },
    ],
    [
      "the server from a page",
      { "apps/web/src/app/page.tsx": 'import "../server/root.ts";', "apps/web/src/server/root.ts": "export {};" },
    ],
    [
      "a use case from a client door",
      {
        [`${domain("finding")}/index.ts`]: 'export * from "./helper.ts";',
        [`${domain("finding")}/helper.ts`]: 'export * from "./use-cases/x.ts";',
        [`${domain("finding")}/use-cases/x.ts`]: "export {};",
      },
    ],
    ["an outside program from the domain", { [`${domain("finding")}/server.ts`]: 'import "node:child_process";' }],
    ["nothing at all", { [`${domain("finding")}/server.ts`]: 'import "./missing.ts";' }],
    [
      "each other",
      {
        [`${domain("finding")}/a.ts`]: 'import { b } from "./b.ts"; export const a = b;',
        [`${domain("finding")}/b.ts`]: 'import { a } from "./a.ts"; export const b = a;',
      },
    ],
  ])("an import of %s is a problem", async (_what, files) => {
    expect(await problemsOf(files)).not.toEqual([]);
  });

  test("type imports count as imports", async () => {
    const problems = await problemsOf({
      [`${domain("audit")}/server.ts`]: 'import type { F } from "../finding/index.ts"; export type G = F;',
      [`${domain("finding")}/index.ts`]: "export type F = 1;",
    });
    expect(problems).toHaveLength(1);
  });
});
