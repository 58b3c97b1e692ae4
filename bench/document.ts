import { cpus, totalmem } from "node:os";
import { type BenchResult, goalOf } from "./result.ts";

/** Machine and versions of a run, as `docs/benchmarks.md` names them. */
export interface Machine {
  readonly date: string;
  readonly cores: number;
  readonly model: string;
  /** GiB, rounded. */
  readonly memory: number;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    model: cpus()[0]?.model ?? "unknown",
    memory: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** The page of a whole run. Times in milliseconds; they mean something beside each other only. */
export function toDocument(results: readonly BenchResult[], machine: Machine): string {
  const rows = results.map((result) => {
    const { id, n, ours, floor, ratio, ok, load } = result;
    return `| \`${id}\` | ${n} | ${ours} | ${floor} | ${ratio} | ${goalOf(result)} | ${ok ? "yes" : "**no**"} | ${load} |`;
  });
  return `# Benchmarks

Written by \`npm run bench\` (all of them) on ${machine.date}: ${machine.cores} cores (${machine.model}), ${machine.memory} GiB, Node ${machine.node}. What is measured against what is in the [README of bench](../bench/README.md). Ours and the floor ran in turns in one run; the ratio is what counts, figures are milliseconds unless the note says otherwise, and mean something beside each other only.

| Benchmark | n | Ours | Floor | Ratio | Target | Met | Load before |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

## Notes

${results.map(({ id, note }) => `- \`${id}\`: ${note}.`).join("\n")}
`;
}
