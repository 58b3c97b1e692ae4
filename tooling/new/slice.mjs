import { PlainError } from "../start/house.mjs";
import { formsOf } from "./names.mjs";

const LAYERS = ["tables", "domain", "router", "screen", "worker", "e2e"];

/** The text of slices.ts with one more slice, behind `after`: the order is what may import what. */
export function addToSlices(text, name, layers, after) {
  const unknown = layers.filter((layer) => !LAYERS.includes(layer));
  if (unknown.length > 0) throw new PlainError(`There is no layer ${unknown.join(", ")}: ${LAYERS.join(", ")}`);
  const lines = text.split("\n");
  const rowOf = (slice) => lines.findIndex((line) => line.includes(`{ name: "${slice}",`));
  if (rowOf(name) >= 0) throw new PlainError(`slices.ts has ${name} already`);
  if (after === undefined) throw new PlainError("Say with --after <slice> where it stands in the dependency order.");
  const at = rowOf(after);
  if (at < 0) throw new PlainError(`slices.ts has no slice ${after}`);
  const sorted = LAYERS.filter((layer) => layers.includes(layer));
  lines.splice(at + 1, 0, `  { name: "${name}", layers: [${sorted.map((layer) => `"${layer}"`).join(", ")}] },`);
  return lines.join("\n");
}

/** The first files of each layer. They compile and check; what they cannot know is told in CONTRIBUTING.md. */
export function sliceFiles(name, layers) {
  const all = {
    ...domain(name),
    ...tables(name),
    ...router(name),
    ...screen(name),
    ...worker(name),
    ...endToEnd(name),
  };
  const wanted = (file) =>
    (layers.includes("domain") && file.startsWith("packages/domain/")) ||
    (layers.includes("tables") && file.startsWith("prisma/")) ||
    (layers.includes("router") && file.includes("/routers/")) ||
    (layers.includes("screen") && file.includes("/features/")) ||
    (layers.includes("worker") && file.includes("/handlers/")) ||
    (layers.includes("e2e") && file.includes("/e2e/"));
  return Object.fromEntries(Object.entries(all).filter(([file]) => wanted(file)));
}

function domain(name) {
  const { pascal, constant, plain } = formsOf(name);
  const folder = `packages/domain/src/${name}`;
  return {
    [`${folder}/schema.ts`]: `import { z } from "zod";

/** One sentence: what a ${plain} is. */
export const ${pascal} = z.object({
  id: z.string(),
  createdAt: z.date(),
});
export type ${pascal} = z.infer<typeof ${pascal}>;
`,
    [`${folder}/errors.ts`]: `import { errorThrower } from "../shared/index.ts";

export const ${constant}_ERRORS = {
  "${name}.not-found": { kind: "not-found", message: "There is no such ${plain} here." },
} as const;

export const fail = errorThrower(${constant}_ERRORS);
`,
    [`${folder}/index.ts`]: 'export * from "./schema.ts";\n',
    [`${folder}/server.ts`]: "// Use cases, one verb per file in use-cases/.\nexport {};\n",
  };
}

function tables(name) {
  return {
    [`prisma/schema/${name}.prisma`]: `// Tables of ${formsOf(name).plain}: organization_id first, columns of cursors timestamptz(3).\n`,
  };
}

function router(name) {
  const { camel } = formsOf(name);
  return {
    [`apps/web/src/server/routers/${name}.ts`]: `import { router } from "../procedures.ts";

/** One line per procedure: permission, input schema, one call. */
export const ${camel}Router = router({});
`,
  };
}

function screen(name) {
  const { pascal, plain } = formsOf(name);
  const folder = `apps/web/src/features/${name}`;
  return {
    [`${folder}/${name}-screen.tsx`]: `/** What a person decides here. */
export function ${pascal}Screen() {
  return <h1>${plain[0].toUpperCase() + plain.slice(1)}</h1>;
}
`,
    [`${folder}/index.ts`]: `export { ${pascal}Screen } from "./${name}-screen.tsx";\n`,
  };
}

function worker(name) {
  const { camel } = formsOf(name);
  return {
    [`apps/worker/src/handlers/${name}.ts`]: `/** Handlers of this slice's jobs by job name; idempotent, results in one transaction that checks the fence. */
export const ${camel}Handlers = {};
`,
  };
}

function endToEnd(name) {
  const { plain } = formsOf(name);
  return {
    [`apps/web/e2e/${name}.spec.ts`]: `import { expect, test } from "@playwright/test";

test("the story of the ${plain}", async ({ page }) => {
  await page.goto("/");
  expect(await page.title(), "write the story of this slice").toBe("${plain}");
});
`,
  };
}
