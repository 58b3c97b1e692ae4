/** An amount of USD as people say it: $950, $12,300, $1.48M. */
export function usd(amount: number): string {
  if (amount >= 1e9) return `$${trimmed(amount / 1e9)}B`;
  if (amount >= 1e6) return `$${trimmed(amount / 1e6)}M`;
  return `$${Math.round(amount).toLocaleString("en-US")}`;
}

function trimmed(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

/** A span in seconds as people say it: 48 h, 3 d, 20 min. */
export function span(seconds: number): string {
  if (seconds === 0) return "none";
  const days = seconds / 86_400;
  if (days >= 3) return `${trimmed(days)} d`;
  if (seconds >= 3600) return `${trimmed(seconds / 3600)} h`;
  if (seconds >= 60) return `${trimmed(seconds / 60)} min`;
  return `${trimmed(seconds)} s`;
}

/** "one", "one and another", "one, another and a third". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
