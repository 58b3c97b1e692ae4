/** What a made report holds: results of one tool over 500 files, each with a fingerprint of its own. */
export interface MadeReport {
  readonly results: number;
  /** Reports with different words have different findings. */
  readonly seed: string;
  /** Makes another file of the same results. */
  readonly day?: number;
}

/** As many results as one run may hold (SARIF_LIMITS). */
const PER_RUN = 25_000;
const RULES = 40;

/** A SARIF file as linters write them, about 500 bytes a result. */
export function sarifOf({ results, seed, day = 1 }: MadeReport): string {
  const runs: object[] = [];
  for (let from = 0; from < results; from += PER_RUN) {
    const here = Math.min(PER_RUN, results - from);
    runs.push({
      tool: {
        driver: {
          name: "Bench Lint",
          version: `1.0.${day}`,
          rules: Array.from({ length: RULES }, (_each, at) => ({
            id: `bench-${at}`,
            shortDescription: { text: `Rule ${at} of the bench` },
            properties: { tags: [`external/cwe/cwe-${300 + at}`], "security-severity": String(1 + (at % 9)) },
          })),
        },
      },
      results: Array.from({ length: here }, (_each, at) => resultOf(from + at, seed)),
    });
  }
  return JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs });
}

function resultOf(at: number, seed: string): object {
  const line = 1 + (at % 2000);
  return {
    ruleId: `bench-${at % RULES}`,
    level: "warning",
    message: { text: `The value of number ${at} is used before it is checked, which lets a caller choose it.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/module-${at % 25}/file-${at % 500}.sol` },
          region: { startLine: line, endLine: line + 1 },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${seed}${at.toString(16).padStart(12, "0")}:1` },
  };
}
