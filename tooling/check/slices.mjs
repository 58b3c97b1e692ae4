// A slice has the same name in every layer; slices.ts says which layers it has.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../start/house.mjs";

/** Where a layer keeps its slices: a folder, and what follows the slice's name in it ("" for a folder of its own). */
const LAYERS = {
  tables: {
    folder: "prisma/schema",
    ending: ".prisma",
    others: ["base", "finding-branch", "finding-identity", "finding-import", "finding-past", "finding-project"],
  },
  domain: { folder: "packages/domain/src", ending: "", others: ["shared"] },
  router: { folder: "apps/web/src/server/routers", ending: ".ts", others: [] },
  // The frame is the app shell, design the page that shows every primitive, api the one that tells of the public API:
  // none is a subject of the field.
  screen: { folder: "apps/web/src/features", ending: "", others: ["frame", "design", "document", "api"] },
  worker: { folder: "apps/worker/src/handlers", ending: ".ts", others: ["context", "index", "finding-past"] },
  e2e: {
    folder: "apps/web/e2e",
    ending: ".spec.ts",
    others: [
      "frame",
      "headers",
      "access",
      "report-share",
      "finding-triage",
      "profile-access",
      "finding-decisions",
      "api",
      "cli",
      "finding-branch",
      "finding-identity",
      "finding-past",
      "threat-model-diagram",
      "threat-model-exchange",
    ],
  },
};

const isTest = (name) => /\.(?:db|router|worker)?\.?test\.tsx?$/.test(name);

function namesIn(root, { folder, ending }) {
  const place = path.join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) =>
      ending === "" ? entry.isDirectory() : entry.isFile() && entry.name.endsWith(ending) && !isTest(entry.name),
    )
    .map((entry) => entry.name.slice(0, entry.name.length - ending.length));
}

/** Problems as lines: declared layers that are missing, and places named after nothing that slices.ts declares. */
export function judgeSlices(root, slices) {
  const problems = [];
  for (const slice of slices) {
    for (const layer of slice.layers) {
      const { folder, ending } = LAYERS[layer] ?? {};
      if (folder === undefined) problems.push(`slices.ts: ${slice.name} declares an unknown layer ${layer}`);
      else if (!existsSync(path.join(root, folder, slice.name + ending))) {
        problems.push(
          `${slice.name}: the layer ${layer} is declared in slices.ts, but ${folder}/${slice.name}${ending} is missing`,
        );
      }
    }
  }
  for (const [layer, place] of Object.entries(LAYERS)) {
    for (const name of namesIn(root, place)) {
      if (place.others.includes(name)) continue;
      const slice = slices.find((one) => one.name === name);
      if (!slice) problems.push(`${place.folder}/${name}${place.ending}: no slice has this name`);
      else if (!slice.layers.includes(layer))
        problems.push(
          `${place.folder}/${name}${place.ending}: slices.ts does not declare the layer ${layer} of ${name}`,
        );
    }
  }
  return problems;
}

export function checkSlices({ slices }) {
  return { problems: judgeSlices(ROOT, slices), words: `${slices.length} slices` };
}
