import { Readable } from "node:stream";
import { inspectReport } from "@redoubt/scanners/reports";

const ROUNDS = 10;

/**
 * Reads a report of our own, over and over until the real one comes: by then the code that reads it is compiled for
 * speed, which is two thirds of the time of a small report.
 */
export async function rehearse(coming: Promise<unknown>): Promise<void> {
  let came = false;
  const stop = (): void => {
    came = true;
  };
  coming.then(stop, stop);
  const sample = sarif();
  // A turn of the loop, so that what has come is noticed.
  for (let round = 0; round < ROUNDS && !came; round += 1) {
    await read(sample);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function read(sample: string): Promise<void> {
  const { format } = await inspectReport(Readable.from([sample]));
  const at = {
    root: "",
    dependencyPaths: ["lib"],
    files: new Set(["src/A.sol"]),
    secretKey: "",
    notice: () => undefined,
  };
  for await (const { findings } of format?.readRuns(Readable.from([sample]), at) ?? []) JSON.stringify(findings);
}

function sarif(): string {
  const results = Array.from({ length: 100 }, (_, at) => ({
    ruleId: `rule-${at % 9}`,
    level: "warning",
    message: { text: `Rehearsal ${at}` },
    partialFingerprints: { primary: `${at}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/${at % 7}.sol` },
          region: { startLine: at + 1, startColumn: 5, endLine: at + 2, snippet: { text: "x = y;" } },
        },
      },
    ],
  }));
  const driver = { name: "Rehearsal", rules: [{ id: "rule-1", shortDescription: { text: "Rule" } }] };
  return JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver }, results }] });
}
