const KEY = /^(?:fixes|fix|closes|resolves):\s*(.+)$/i;
const NUMBERS = /^F-[1-9]\d{0,8}(?:(?:\s*,\s*|\s+(?:and\s+)?)F-[1-9]\d{0,8})*$/i;
const MOST = 50;

/** Numbers of the findings that trailers say are fixed: `Fixes: F-12, F-13`. Anything else on such a line makes it none. */
export function fixesOf(trailers: readonly string[]): number[] {
  const numbers = trailers.flatMap((trailer) => {
    const value = KEY.exec(trailer)?.[1]?.trim() ?? "";
    return NUMBERS.test(value) ? [...value.matchAll(/F-(\d+)/gi)].map(([, digits]) => Number(digits)) : [];
  });
  return [...new Set(numbers)].slice(0, MOST);
}
