/** One measured ratio. Times in milliseconds; `ok` is ratio (or difference) against target, whatever the load. */
export interface BenchResult {
  readonly id: string;
  readonly n: number;
  readonly ours: number;
  readonly floor: number;
  readonly ratio: number;
  /** `ours` minus `floor` in milliseconds, where that is what the target is about. */
  readonly difference?: number;
  readonly target: number;
  /** The target in words, where it is no ratio to stay under. */
  readonly goal?: string;
  readonly ok: boolean;
  /** Load average of one minute before the start: recorded, never a reason to skip. */
  readonly load: number;
  /** What is measured against what, and figures beside the ratio. */
  readonly note: string;
}

/** Prints one result line of a benchmark program. */
export function emit(result: Omit<BenchResult, "load">): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

export function goalOf({ goal, difference, target }: BenchResult): string {
  return goal ?? (difference === undefined ? `≤ ${target}` : `${difference} of ≤ ${target} ms more`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The time that one in ten stays below: what it takes where nothing else is in the way. */
function fastTenth(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 10)] ?? Number.NaN;
}

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** Times A and B in turns (A B B A …), so that drift of the machine hits both; medians and fast tenths, in milliseconds. */
export async function inTurns(
  repetitions: number,
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
): Promise<{ a: number; b: number; fast: { a: number; b: number } }> {
  const times = { a: [] as number[], b: [] as number[] };
  const measure = async (name: "a" | "b") => {
    const started = performance.now();
    await (name === "a" ? a() : b());
    times[name].push(performance.now() - started);
  };
  for (let index = 0; index < repetitions; index += 1) {
    const first = index % 2 === 0 ? "a" : "b";
    await measure(first);
    await measure(first === "a" ? "b" : "a");
  }
  return { a: median(times.a), b: median(times.b), fast: { a: fastTenth(times.a), b: fastTenth(times.b) } };
}

export function toTable(results: readonly BenchResult[]): string {
  const head = ["benchmark", "n", "ours ms", "floor ms", "ratio", "target", "ok"];
  const rows = results.map((result) => [
    result.id,
    String(result.n),
    String(result.ours),
    String(result.floor),
    String(result.ratio),
    goalOf(result),
    result.ok ? "yes" : "NO",
  ]);
  const widths = head.map((cell, index) => Math.max(cell.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ");
  const notes = results.map((result) => `  ${result.id}: ${result.note}`);
  return `${[line(head), ...rows.map(line), "", ...notes].join("\n")}\n`;
}
