import { type AdvisoryImport, type InventoryState, MANIFEST_KINDS, type ManifestKind } from "@redoubt/domain/advisory";

export function manifestKindWords(kind: ManifestKind): string {
  return MANIFEST_KINDS.find(({ id }) => id === kind)?.title ?? kind;
}

const COUNT = new Intl.NumberFormat("en");

/** `1,204`. */
export function countText(count: number): string {
  return COUNT.format(count);
}

/** `1 component`, `1,204 components`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

export const INVENTORY_WORDS: Readonly<Record<InventoryState, string>> = {
  queued: "waiting to be read",
  reading: "being read",
  ready: "read",
  failed: "not read",
};

/** The last steps of a long way are what people look for. */
const SHOWN_STEPS = 3;

/** `express 4.18.0 › qs 6.11.0`, with the middle left out of a long way. */
export function wayWords(way: readonly string[]): string {
  if (way.length <= SHOWN_STEPS) return way.join(" › ");
  return `${way[0]} › … › ${way.slice(-(SHOWN_STEPS - 1)).join(" › ")}`;
}

/** What a list of advisories is called. */
export function subjectWords(subject: string): string {
  if (subject === "epss") return "EPSS";
  if (subject === "kev") return "CISA known exploited";
  return subject === "Git" ? "Git repositories" : subject;
}

/** `1,204 read: 3 new, 2 changed, 1,199 as before`. */
export function importWords({ counts, progress, state }: AdvisoryImport): string {
  if (state === "queued" || state === "reading") return progress.phase;
  if (state === "cancelled") return "what was read before stays";
  const left = counts.leftOut === 0 ? "" : `, ${countText(counts.leftOut)} left out`;
  return `${countText(counts.read)} read: ${countText(counts.added)} new, ${countText(counts.changed)} changed, ${countText(counts.unchanged)} as before${left}`;
}
