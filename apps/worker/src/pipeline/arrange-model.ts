import { createRequire } from "node:module";
import type { Arrange } from "@redoubt/domain/threat-model";
import type { ELK } from "elkjs/lib/elk-api.js";

// The package is CommonJS; large, and wanted by few jobs.
const require = createRequire(import.meta.url);

/** The Eclipse Layout Kernel, in this process. */
export const arrangeModel: Arrange = async (graph) => {
  const Elk: new () => ELK = require("elkjs/lib/elk.bundled.js");
  return new Elk().layout(graph);
};
