// Runs inside the jail: the detector pack over the given files; no other module of ours than the syntax reader.
import { ArrayWriter, readRunnerInput, readSource, reportNotScanned } from "../../tool/runner-io.ts";
import type { Detector } from "./detector.ts";
import { runPack, type Source } from "./engine.ts";
import { PACK } from "./pack.ts";

const input = readRunnerInput();
const known = new Map<string, Detector>(PACK.map((detector) => [detector.id, detector]));
const writer = new ArrayWriter();

for (const outcome of runPack(sources())) {
  if ("problem" in outcome) {
    reportNotScanned(outcome.problem.path, outcome.problem.reason);
    continue;
  }
  const { alarm } = outcome;
  const detector = known.get(alarm.detector);
  if (!detector) continue;
  const { title, description, cwe = [], swc = [], scwe = [] } = detector;
  await writer.write({ ...alarm, title, advice: description, cwe, swc, scwe });
}
writer.end();

function* sources(): Generator<Source> {
  for (const path of input.files) {
    const text = readSource(input, path);
    if (text !== undefined) yield { path, text };
  }
}
