import type { FindingGroup, FindingSort, FindingSummary, GroupKey, RereadFinding } from "@redoubt/domain/finding";
import { severityRank } from "@redoubt/domain/finding";

/** A stretch of the list that is read page by page: one group, or the whole list when nothing is grouped. */
export interface Part {
  /** Ids in the order of the list. */
  readonly ids: string[];
  /** Where the next page begins; undefined before the first, null behind the last. */
  cursor: string | null | undefined;
  reading: boolean;
  problem: unknown;
}

/** One line on screen. */
export type Line =
  | {
      readonly kind: "group";
      readonly key: string;
      readonly group: FindingGroup;
      readonly folded: boolean;
      readonly left: number;
    }
  | { readonly kind: "finding"; readonly key: string; readonly id: string; readonly part: string }
  /** A place for a row that is not read yet; seeing it asks for the next page of its part. */
  | { readonly kind: "wait"; readonly key: string; readonly part: string }
  | { readonly kind: "problem"; readonly key: string; readonly part: string };

/** The part of a list without groups; groups are named by JSON, so that none has this name. */
export const WHOLE = "whole";
/** Places that a group shows for rows that it has not read; reading goes on when they come into view. */
const MOST_WAITING = 50;
/** The same behind a list without groups, whose end is not known. */
const WAITING_ROWS = 3;

export function partOf(key: GroupKey): string {
  return JSON.stringify(key);
}

export interface BoardShape {
  /** What the list is asked for; another view is another board. */
  readonly view: string;
  readonly grouped: boolean;
  readonly sort: FindingSort;
  /** The list spans projects, which then come before numbers in its order. */
  readonly everywhere: boolean;
  /** False for a row that a decision has taken out of the list, as far as one can tell without asking. */
  readonly takes: (row: FindingSummary) => boolean;
}

/**
 * A list as one works through it: rows keep their places while news come in, decisions show before the server has
 * answered and go back when it refuses. It changes in place and says so to whoever listens; a hundred thousand rows
 * must not be copied for one.
 */
export class Board {
  readonly shape: BoardShape;
  /** Rises with each change. */
  version = 0;
  groups: FindingGroup[] = [];
  /** Where the next page of groups begins, as in `Part`. */
  groupCursor: string | null | undefined;
  groupsReading = false;
  groupsProblem: unknown = null;
  /** Files with more functions than are listed. */
  cut: readonly string[] = [];
  /** Restricted findings that the reader may not see. */
  hidden = 0;
  /** Where the list was scrolled to when it was left. */
  scrolledTo = 0;
  /** Rows that are in view. */
  seen: readonly string[] = [];
  readonly parts = new Map<string, Part>();
  readonly folded = new Set<string>();
  /** Came in since, and wait until they are asked for. */
  readonly waiting = new Set<string>();
  /** Many may have come in that were not told one by one. */
  stale = false;
  readonly #rows = new Map<string, FindingSummary>();
  readonly #byNumber = new Map<string, string>();
  /** Those that have a place in the list. */
  readonly #placed = new Set<string>();
  /** No longer taken by the filters; they keep their places. */
  readonly #gone = new Set<string>();
  readonly #pending = new Map<number, ReadonlyMap<string, Partial<FindingSummary>>>();
  #changed = new Map<string, FindingSummary>();
  readonly #listeners = new Set<() => void>();
  #lines: { version: number; lines: readonly Line[]; at: ReadonlyMap<string, number> } | null = null;
  #token = 0;

  constructor(shape: BoardShape) {
    this.shape = shape;
    if (!shape.grouped) this.part(WHOLE);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  touch(): void {
    this.version += 1;
    for (const listener of [...this.#listeners]) listener();
  }

  part(key: string): Part {
    const known = this.parts.get(key);
    if (known !== undefined) return known;
    const made: Part = { ids: [], cursor: undefined, reading: false, problem: null };
    this.parts.set(key, made);
    return made;
  }

  /** A row as it shows: what the server said last, with what was done here and not answered yet. */
  row(id: string): FindingSummary | undefined {
    return this.#changed.get(id) ?? this.#rows.get(id);
  }

  /** True for what has a place in the list. */
  has(id: string): boolean {
    return this.#placed.has(id);
  }

  /** The finding of a number, when it is known here. */
  idOf(project: string, number: number): string | null {
    for (const row of this.#rows.values()) if (row.number === number && row.project.slug === project) return row.id;
    return null;
  }

  isGone(id: string): boolean {
    const changed = this.#changed.get(id);
    return changed === undefined ? this.#gone.has(id) : !this.shape.takes(changed);
  }

  get goneCount(): number {
    return this.#gone.size;
  }

  /** Takes a page in; a row that moved between two pages while they were read stays where it came first. */
  addPage(part: string, items: readonly FindingSummary[], cursor: string | null): void {
    const own = this.part(part);
    for (const item of items) {
      if (!this.#placed.has(item.id)) own.ids.push(item.id);
      this.#placed.add(item.id);
      this.#know(item);
      this.waiting.delete(item.id);
    }
    own.cursor = cursor;
    own.reading = false;
    own.problem = null;
    this.#layer();
    this.touch();
  }

  /** Takes in what was read of one finding, which need not be in the list: its page, a link to it. */
  learn(finding: FindingSummary): void {
    const known = this.#rows.get(finding.id);
    if (known !== undefined && known.rowVersion >= finding.rowVersion) return;
    this.#know(finding);
    this.#layer();
    this.touch();
  }

  addGroups(groups: readonly FindingGroup[], cursor: string | null, cut: readonly string[] = []): void {
    const known = new Set(this.groups.map((group) => partOf(group.key)));
    this.groups.push(...groups.filter((group) => !known.has(partOf(group.key))));
    this.groupCursor = cursor;
    this.groupsReading = false;
    this.groupsProblem = null;
    this.cut = [...new Set([...this.cut, ...cut])];
    this.touch();
  }

  /** Lets what could not be read be tried again. */
  forgetProblem(part: string): void {
    if (part === "groups") this.groupsProblem = null;
    else this.part(part).problem = null;
    this.touch();
  }

  fold(part: string, folded = !this.folded.has(part)): void {
    if (folded) this.folded.add(part);
    else this.folded.delete(part);
    this.touch();
  }

  /** Shows changes before they are answered; the token takes them back or makes them good. */
  begin(changes: ReadonlyMap<string, Partial<FindingSummary>>): number {
    this.#token += 1;
    this.#pending.set(this.#token, changes);
    this.#layer();
    this.touch();
    return this.#token;
  }

  /** Ends what `begin` showed: with what the server made of it, or with nothing, and all is as it was. */
  end(token: number, answered: readonly FindingSummary[]): void {
    this.#pending.delete(token);
    for (const row of answered) {
      if (!this.#rows.has(row.id)) continue;
      this.#know(row);
      if (this.shape.takes(row)) this.#gone.delete(row.id);
      else this.#gone.add(row.id);
    }
    this.#layer();
    this.touch();
  }

  /** Rows that were read again, because they changed: known ones change in place, new ones wait. */
  hear(rows: readonly RereadFinding[]): void {
    for (const { finding, listed } of rows) {
      if (this.#placed.has(finding.id)) {
        // Of two answers on their way the older one must not win.
        if ((this.#rows.get(finding.id)?.rowVersion ?? 0) <= finding.rowVersion) this.#know(finding);
        if (listed) this.#gone.delete(finding.id);
        else this.#gone.add(finding.id);
      } else if (listed && this.#isPassed(finding)) this.waiting.add(finding.id);
      else this.waiting.delete(finding.id);
    }
    this.#layer();
    this.touch();
  }

  /** The first page as it is now: what is in it and not on screen waits. */
  hearHead(items: readonly FindingSummary[]): void {
    for (const item of items) {
      if (this.#placed.has(item.id)) this.#know(item);
      else this.waiting.add(item.id);
    }
    this.#layer();
    this.touch();
  }

  /** Everything on screen from top to bottom. */
  lines(): readonly Line[] {
    return this.#arranged().lines;
  }

  /** Where a finding stands among the lines; -1 when it is not among them. */
  indexOf(id: string): number {
    return this.#arranged().at.get(id) ?? -1;
  }

  /** The finding so many rows further, over headings and folded groups; itself at either end. */
  step(from: string | null, by: 1 | -1, skip: (id: string) => boolean = () => false): string | null {
    const { lines, at } = this.#arranged();
    const start = from === null ? (by === 1 ? -1 : lines.length) : (at.get(from) ?? (by === 1 ? -1 : lines.length));
    for (let index = start + by; index >= 0 && index < lines.length; index += by) {
      const line = lines[index];
      if (line?.kind === "finding" && !skip(line.id)) return line.id;
    }
    return from;
  }

  /** Everything on screen from one finding to another, both included. */
  between(from: string, to: string): string[] {
    const { lines, at } = this.#arranged();
    const [a, b] = [at.get(from) ?? at.get(to), at.get(to)];
    if (a === undefined || b === undefined) return [to];
    return lines
      .slice(Math.min(a, b), Math.max(a, b) + 1)
      .flatMap((line) => (line.kind === "finding" ? [line.id] : []));
  }

  /** The group so many headings away from a finding: the line of its heading; -1 when there is none. */
  headingFrom(from: string | null, by: 1 | -1): number {
    const { lines, at } = this.#arranged();
    const start = from === null ? -1 : (at.get(from) ?? -1);
    // Backwards the own heading comes first, which is where one is.
    let skip = by === -1 ? 1 : 0;
    for (let index = start + by; index >= 0 && index < lines.length; index += by) {
      if (lines[index]?.kind !== "group") continue;
      if (skip === 0) return index;
      skip -= 1;
    }
    return -1;
  }

  /** Where the cursor goes when these findings are done with: the next that is not, else the one before. */
  after(done: ReadonlySet<string>, from: string): string | null {
    const skip = (id: string) => done.has(id) || this.isGone(id);
    const next = this.step(from, 1, skip);
    if (next !== from) return next;
    const before = this.step(from, -1, skip);
    return before === from ? from : before;
  }

  /** All findings that are read, in order; what is folded included. */
  loaded(part?: string): string[] {
    if (part !== undefined) return [...this.part(part).ids];
    if (!this.shape.grouped) return [...this.part(WHOLE).ids];
    return this.groups.flatMap((group) => this.parts.get(partOf(group.key))?.ids ?? []);
  }

  #know(row: FindingSummary): void {
    this.#rows.set(row.id, row);
    this.#byNumber.set(`${row.project.slug}/${row.number}`, row.id);
  }

  #layer(): void {
    const next = new Map<string, FindingSummary>();
    for (const changes of this.#pending.values()) {
      for (const [id, change] of changes) {
        const row = next.get(id) ?? this.#rows.get(id);
        if (row !== undefined) next.set(id, { ...row, ...change });
      }
    }
    this.#changed = next;
  }

  /** True when the list has been read past the place where the finding belongs. */
  #isPassed(finding: FindingSummary): boolean {
    if (this.shape.grouped) return true;
    const own = this.part(WHOLE);
    const last = this.#rows.get(own.ids.at(-1) ?? "");
    if (own.cursor === null || last === undefined) return true;
    if (this.shape.sort === "updated") return finding.updatedAt >= last.updatedAt;
    if (this.shape.sort === "number") return finding.number > last.number;
    if (this.shape.sort === "due") {
      // What has no day is not in this order.
      return finding.dueAt !== null && (last.dueAt === null || finding.dueAt <= last.dueAt);
    }
    const [mine, theirs] = [severityRank(finding.severity), severityRank(last.severity)];
    if (mine !== theirs) return mine < theirs;
    // The order of projects is the server's own: one too many is better than one too few.
    return this.shape.everywhere || finding.number < last.number;
  }

  #arranged() {
    if (this.#lines?.version === this.version) return this.#lines;
    const lines: Line[] = [];
    if (this.shape.grouped) {
      for (const group of this.groups) this.#arrangeGroup(lines, group);
      if (this.groupsProblem !== null) lines.push({ kind: "problem", key: "groups problem", part: "groups" });
      else if (this.groupCursor !== null) lines.push({ kind: "wait", key: "groups wait", part: "groups" });
    } else this.#arrangePart(lines, WHOLE, WAITING_ROWS);
    const at = new Map<string, number>();
    for (const [index, line] of lines.entries()) if (line.kind === "finding") at.set(line.id, index);
    this.#lines = { version: this.version, lines, at };
    return this.#lines;
  }

  #arrangeGroup(lines: Line[], group: FindingGroup): void {
    const key = partOf(group.key);
    const ids = this.parts.get(key)?.ids ?? [];
    const folded = this.folded.has(key);
    const gone = ids.filter((id) => this.#gone.has(id)).length;
    lines.push({ kind: "group", key: `group ${key}`, group, folded, left: Math.max(0, group.count - gone) });
    if (!folded) this.#arrangePart(lines, key, Math.min(MOST_WAITING, Math.max(1, group.count - ids.length)));
  }

  #arrangePart(lines: Line[], key: string, waiting: number): void {
    const part = this.parts.get(key);
    for (const id of part?.ids ?? []) lines.push({ kind: "finding", key: id, id, part: key });
    if (part?.problem != null) lines.push({ kind: "problem", key: `problem ${key}`, part: key });
    else if (part === undefined || part.cursor !== null) {
      for (let at = 0; at < waiting; at += 1) lines.push({ kind: "wait", key: `wait ${key} ${at}`, part: key });
    }
  }
}
