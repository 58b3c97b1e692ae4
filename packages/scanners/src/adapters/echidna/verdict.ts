/** What Echidna's words mean: `shrinking` has a counterexample already, `fuzzing` was interrupted before any. */
export function verdictOf(status: string): "passed" | "refuted" | "undecided" {
  const word = status.trim().toLowerCase();
  if (/^(?:passed|passing|max value)/.test(word)) return "passed";
  if (/^(?:solved|shrinking|failed|falsified)/.test(word)) return "refuted";
  // The end of a campaign of that many calls without a counterexample is what passing means.
  if (/^fuzzing/.test(word)) return "undecided";
  return "undecided";
}

/** `echidna_balance: failed!💥` names a test; undefined for other lines. */
export function isTestLine(line: string): { readonly name: string; readonly said: string } | undefined {
  const found =
    /^(\S[^:\n]{0,300}?):\s*((?:passed|passing|failed|fuzzing|shrinking|max value|could not evaluate|error)\b.*)$/i.exec(
      line,
    );
  const [, name, said] = found ?? [];
  return name === undefined || said === undefined ? undefined : { name, said };
}
