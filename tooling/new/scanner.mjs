import { formsOf } from "./names.mjs";

/** The files of a new adapter: every one a beginning that fails loudly until it is written. */
export function scannerFiles(name) {
  const { camel } = formsOf(name);
  const folder = `packages/scanners/src/adapters/${name}`;
  return {
    [`${folder}/README.md`]: `# ${name}

What the tool is, its version, how it is run (our configuration only).

- **Unit**: what counts as one result.
- **Report**: its format, and what of it is read.
- **Left out**: what is switched off, and why.
- **Limits**: of files, output and results, beside those of every run.
- **Fixtures**: recorded from which version by which command; empty, truncated and hostile ones by hand.
`,
    [`${folder}/detectors.ts`]: `import type { DetectorInfo } from "../../contract.ts";
import type { DetectorRating } from "../../reading/finding.ts";

/** Our rating of each rule: title, severity, confidence, classes. */
export const RATINGS: Readonly<Record<string, DetectorRating>> = {};

/** The rules that a run of ours has switched on. */
export function detectors(): readonly DetectorInfo[] {
  return Object.entries(RATINGS).map(([id, { title }]) => ({ id, title }));
}
`,
    [`${folder}/parse.ts`]: `import type { NormalizedFinding } from "@redoubt/domain/finding";
import type { ParseContext, ScannerOutput } from "../../contract.ts";

/** Reads the report of ${name}; streaming, bounded, never trusting a path or a number in it. */
export async function* parse(_output: ScannerOutput, _at: ParseContext): AsyncGenerator<NormalizedFinding> {
  throw new Error("${name}: not written yet");
}
`,
    [`${folder}/scanner.ts`]: `import type { Scanner } from "../../contract.ts";
import { packagesAvailable } from "../../tool/packages.ts";
import { detectors } from "./detectors.ts";
import { parse } from "./parse.ts";

/** What it finds, and what of the target it never reads. */
export const ${camel}: Scanner = {
  id: "${name}",
  title: "${name}",
  kind: "sast",
  languages: [],
  needsCompilation: false,
  available: async () => packagesAvailable(["${name}"]),
  command: async () => {
    throw new Error("${name}: not written yet");
  },
  parse,
  detectors,
};
`,
    [`${folder}/${name}.test.ts`]: `import { describe, expect, it } from "vitest";
import { fixture, parseAll, recorded } from "../../testing.ts";
import { ${camel} } from "./scanner.ts";

const read = (name: string) => fixture(import.meta.dirname, name);

describe("${name}", () => {
  it("reads a recorded run", async () => {
    const { findings } = await parseAll(${camel}, recorded({ stdout: read("recorded.json") }));
    expect(findings.map((finding) => [finding.detector, finding.severity, finding.path, finding.startLine])).toEqual([]);
  });
});
`,
    [`${folder}/fixtures/.gitkeep`]: "",
  };
}
