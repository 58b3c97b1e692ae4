import type { FindingState } from "../states.ts";
import { titleKey } from "./keys.ts";
import type { PastLikeness } from "./schema.ts";

/** A finding that is there, as far as likeness reads it. */
export interface TwinCandidate {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: FindingState;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  /** Digests by which documents have named it before. */
  readonly digests: ReadonlySet<string>;
}

/** A finding of a document, as far as likeness reads it. */
export interface TwinSubject {
  readonly title: string;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  /** Of its stable id in another system with its title there, which is sure; null without one. */
  readonly sourceDigest: string | null;
  /** Of its title in the document, whatever people made of it. */
  readonly titleDigest: string;
}

export interface Twins {
  readonly twin: { readonly candidate: TwinCandidate; readonly likeness: PastLikeness } | null;
  readonly alike: readonly { readonly candidate: TwinCandidate; readonly likeness: PastLikeness }[];
}

const NEAR_LINES = 3;
const MOST_ALIKE = 5;

/**
 * Which finding that is there a document speaks of: the one that a document of the same words brought in, else the only
 * one of the same title that does not stand elsewhere. What merely shares the place is alike and never joined by itself.
 */
export class TwinFinder {
  readonly #byDigest = new Map<string, TwinCandidate[]>();
  readonly #byTitle = new Map<string, TwinCandidate[]>();
  readonly #byPath = new Map<string, TwinCandidate[]>();

  constructor(candidates: readonly TwinCandidate[]) {
    for (const candidate of candidates) {
      for (const digest of candidate.digests) add(this.#byDigest, digest, candidate);
      add(this.#byTitle, titleKey(candidate.title), candidate);
      if (candidate.path !== null) add(this.#byPath, candidate.path, candidate);
    }
  }

  find(subject: TwinSubject): Twins {
    const [named] = subject.sourceDigest === null ? [] : (this.#byDigest.get(subject.sourceDigest) ?? []);
    const key = titleKey(subject.title);
    const same = [
      ...(key === "" ? [] : (this.#byTitle.get(key) ?? [])),
      ...(this.#byDigest.get(subject.titleDigest) ?? []),
    ];
    const titled = [...new Set(same)].filter((each) => !standsElsewhere(subject, each));
    const [only, second] = titled;
    const twin =
      named !== undefined
        ? { candidate: named, likeness: "document" as const }
        : only !== undefined && second === undefined
          ? { candidate: only, likeness: "title" as const }
          : null;
    const near =
      subject.path === null ? [] : (this.#byPath.get(subject.path) ?? []).filter((each) => isNear(subject, each));
    const others = new Map<string, { candidate: TwinCandidate; likeness: PastLikeness }>();
    for (const candidate of titled) others.set(candidate.id, { candidate, likeness: "title" });
    for (const candidate of near)
      if (!others.has(candidate.id)) others.set(candidate.id, { candidate, likeness: "place" });
    if (twin !== null) others.delete(twin.candidate.id);
    return { twin, alike: [...others.values()].slice(0, MOST_ALIKE) };
  }
}

function add(map: Map<string, TwinCandidate[]>, key: string, candidate: TwinCandidate): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [candidate]);
  else known.push(candidate);
}

/** One title in two files is two findings. */
function standsElsewhere(subject: TwinSubject, candidate: TwinCandidate): boolean {
  return subject.path !== null && candidate.path !== null && subject.path !== candidate.path;
}

function isNear(subject: TwinSubject, candidate: TwinCandidate): boolean {
  if (subject.callable !== null && candidate.callable !== null) {
    return (
      subject.callable === candidate.callable &&
      (subject.container ?? candidate.container) === (candidate.container ?? subject.container)
    );
  }
  if (subject.startLine === null || candidate.startLine === null) return false;
  return Math.abs(subject.startLine - candidate.startLine) <= NEAR_LINES;
}
