import type { ProjectKind } from "../project/index.ts";
import type { Asset } from "./asset.ts";
import type { Answers } from "./schema.ts";

export interface StatementInput {
  readonly name: string;
  readonly kind: ProjectKind;
  readonly answers: Answers;
  readonly assets: readonly Asset[];
}

/** One sentence with what it rests on: answers by their question, or assets. */
export interface Sentence {
  readonly id: string;
  readonly text: string;
  /** Bad: it makes an attack worth more or easier. Unknown: nobody said, so it counts as bad. */
  readonly weight: "bad" | "plain" | "good" | "unknown";
  readonly because: readonly string[];
}
