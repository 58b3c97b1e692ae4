/** What an advisory is called. */
export interface Named {
  readonly id: string;
  readonly aliases: readonly string[];
}

/** Lower is spoken of first. */
const FIRST = ["GHSA-", "MAL-", "RUSTSEC-", "GO-", "PYSEC-", "CVE-"];

/** Records that name each other, directly or over others, as one group each; the one to speak of first comes first. */
export function groupByAlias<T extends Named>(records: readonly T[]): T[][] {
  const groups: { records: T[]; names: Set<string> }[] = [];
  for (const record of records) {
    const names = new Set([record.id, ...record.aliases].map((name) => name.toUpperCase()));
    const same = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    const merged = { records: [...same.flatMap((group) => group.records), record], names };
    for (const group of same) {
      for (const name of group.names) names.add(name);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.map((group) => group.records.toSorted(inOrder));
}

function inOrder(a: Named, b: Named): number {
  return rank(a.id) - rank(b.id) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function rank(id: string): number {
  const at = FIRST.findIndex((prefix) => id.toUpperCase().startsWith(prefix));
  return at < 0 ? FIRST.length : at;
}

/** All names of a group, its first record's id first, then CVE ids: what people search for. */
export function namesOf(records: readonly Named[]): string[] {
  const all = [...new Set(records.flatMap(({ id, aliases }) => [id, ...aliases]))];
  const [first, ...others] = all;
  return first === undefined ? [] : [first, ...others.toSorted((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1))];
}
