"use client";
import { IMPACT_WORDS, LIKELIHOOD_WORDS, NO_SCORES, scoreBand, type Scores } from "@redoubt/domain/threat-model";
import { FieldSet, Select } from "@redoubt/ui";

const ROWS = [
  { key: "inherent", label: "Without controls" },
  { key: "current", label: "As it is now" },
  { key: "projected", label: "With what is planned" },
] as const;
const UNKNOWN = "0";
const options = (words: readonly string[]) => [
  { value: UNKNOWN, label: "not said" },
  ...words.map((label, index) => ({ value: String(index + 1), label })),
];
const LIKELIHOODS = options(LIKELIHOOD_WORDS);
const IMPACTS = options(IMPACT_WORDS);

/** Likelihood and impact before controls, with those in place, and with those that are planned. */
export function ScoreFields({ value, onChange }: { value: Scores | undefined; onChange: (scores: Scores) => void }) {
  const scores = value ?? NO_SCORES;
  const set = (row: keyof Scores, part: "likelihood" | "impact", text: string): void =>
    onChange({ ...scores, [row]: { ...scores[row], [part]: text === UNKNOWN ? null : Number(text) } });
  return (
    <FieldSet legend="How likely, and how bad">
      <div className="flex flex-col gap-2">
        {ROWS.map(({ key, label }) => (
          <div key={key} className="flex flex-wrap items-center gap-2">
            <span className="w-40 text-ink-2">{label}</span>
            <Select
              label={`${label}: likelihood`}
              className="w-36"
              value={String(scores[key].likelihood ?? UNKNOWN)}
              onValueChange={(text) => set(key, "likelihood", text)}
              options={LIKELIHOODS}
            />
            <Select
              label={`${label}: impact`}
              className="w-36"
              value={String(scores[key].impact ?? UNKNOWN)}
              onValueChange={(text) => set(key, "impact", text)}
              options={IMPACTS}
            />
            <span className="text-ink-3">{scoreBand(scores[key]) ?? ""}</span>
          </div>
        ))}
      </div>
    </FieldSet>
  );
}
