import { readModelFile } from "../../pipeline/read-model.ts";
import type { ModelCounts, ModelMessage } from "../../pipeline/model-messages.ts";

const NOTHING: ModelCounts = { elements: 0, flows: 0, threats: 0, controls: 0, links: 0 };

/** One threat model, and whether as much was brought in as stands in it, and comes back when it is written again. */
export interface ModelConformance extends ModelCounts {
  /** Relative to the folder. */
  readonly file: string;
  readonly kind: "model";
  readonly format: string | null;
  /** By the format's independent counter; null where no format reads the file. */
  readonly stated: ModelCounts | null;
  /** Written (in its own format, or as OTM) and read again it has the same counts; null for a refused file. */
  readonly roundTrip: boolean | null;
  /** What of the file is not kept, and after "export:" what its round trip does not keep. */
  readonly losses: readonly string[];
  readonly refused: string | null;
}

/** Reads one file as a threat model; undefined when it is none. */
export async function checkModel(
  file: string,
  name: string,
  options: { readonly memoryMb: number; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ModelConformance | undefined> {
  const { signal, ...limits } = options;
  const read = await readModelFile(file, { count: true, limits, signal });
  if (read.type === "unknown" || (read.type === "refused" && read.format === null)) return undefined;
  return rowOf(name, read);
}

function rowOf(file: string, read: Exclude<ModelMessage, { type: "unknown" }>): ModelConformance {
  if (read.type === "refused") {
    const { format, reason } = read;
    return {
      ...{ file, kind: "model", format, ...NOTHING, stated: null, roundTrip: null, losses: [] },
      refused: reason,
    };
  }
  const { format, counts, stated, back, losses } = read;
  return {
    ...{ file, kind: "model", format, ...counts, stated, refused: null },
    roundTrip: back === null ? null : same(counts, back),
    losses: [...losses, ...(back?.losses ?? []).map((words) => `export: ${words}`)],
  };
}

/** True when all that is stated came in, and what does not come back is named. */
export function modelConforms(row: ModelConformance): boolean {
  if (row.refused !== null) return true;
  const isNamed = row.losses.some((words) => words.startsWith("export:"));
  return row.stated !== null && same(row, row.stated) && (row.roundTrip === true || isNamed);
}

function same(a: ModelCounts, b: ModelCounts): boolean {
  return (["elements", "flows", "threats", "controls", "links"] as const).every((key) => a[key] === b[key]);
}
