import type { Change, Headline } from "./schema.ts";

export interface HeadlineFacts {
  readonly changes: readonly Change[];
  /** Name of the newest revision, null before there is one. */
  readonly newest: string | null;
  /** Name of the one before it. */
  readonly before: string | null;
  /** True while scans or PoCs of the newest revision wait or run. */
  readonly looking: boolean;
}

/** What got better and what got worse with the newest revision, each as one sentence that is honest about nothing. */
export function headlines(facts: HeadlineFacts): { readonly better: Headline; readonly worse: Headline } {
  const { newest, before, looking } = facts;
  if (newest === null) {
    return { better: quiet("No code yet: nothing to compare."), worse: quiet("No code yet: nothing to compare.") };
  }
  if (before === null) {
    const first = quiet(`First revision, ${newest}: nothing to compare with.`);
    return { better: first, worse: first };
  }
  return {
    better: tell(facts, "better", looking ? waits(newest) : `Nothing was fixed since ${before}.`),
    worse: tell(
      facts,
      "worse",
      looking ? waits(newest) : `Nothing came back and nothing above low is new since ${before}.`,
    ),
  };
}

function waits(newest: string): string {
  return `${newest} is still being looked at; nothing to tell yet.`;
}

function tell({ changes }: HeadlineFacts, direction: Change["direction"], otherwise: string): Headline {
  const [first, ...more] = changes.filter((change) => change.direction === direction);
  if (first === undefined) return quiet(otherwise);
  const text = more.length === 0 ? first.text : `${first.text} ${more.length} more below.`;
  return { text, finding: first.finding, quiet: false };
}

function quiet(text: string): Headline {
  return { text, finding: null, quiet: true };
}
