import { listed, usd } from "../words.ts";
import { type AccessInput, type AccessRow, reachTogether } from "./map.ts";
import type { Way } from "./ways.ts";

/** What stands above the table: what a reader must not overlook. */
export interface RedLine {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Ids of the powers that it speaks of. */
  readonly powers: readonly string[];
}

type Facts = Pick<AccessInput, "assets" | "holders" | "roles">;

/** The red lines of a map, the gravest first. */
export function redLines(rows: readonly AccessRow[], facts: Facts): RedLine[] {
  return [anyone(rows), ...samePeople(rows, facts), noDelay(rows, facts), oneKey(rows), notStated(rows)].flatMap(
    (line) => line ?? [],
  );
}

function anyone(rows: readonly AccessRow[]): RedLine | undefined {
  const found = rows.filter(({ red }) => red.includes("anyone"));
  if (found.length === 0) return undefined;
  return {
    id: "anyone",
    title: `${counted(found.length, "power asks", "powers ask")} nobody`,
    text: `${capital(listed(found.map(named)))}: whoever calls it first uses it.`,
    powers: ids(found),
  };
}

interface Keeper {
  readonly name: string;
  readonly way: Way;
  readonly rows: AccessRow[];
}

/** Whoever can act and whoever could stop it are the same people, so nobody stands between. */
function samePeople(rows: readonly AccessRow[], facts: Facts): RedLine[] {
  const acting = keepers(rows.filter(({ effect, folded }) => effect === "takes" && !folded));
  const stopping = keepers(rows.filter(({ power }) => power.kind === "stop"));
  return acting.flatMap((act): RedLine[] => {
    const others = stopping.filter(({ name }) => name !== act.name);
    if (others.length === 0 || !stopping.every((stop) => leavesNobody(act.way, stop.way))) return [];
    const people = new Set(act.way.people).size;
    const does = listed(unique(act.rows.map(({ title }) => title.toLowerCase())).slice(0, 3));
    const names = [act.name, ...others.map(({ name }) => name)];
    const who = people === 1 ? "They" : `Any ${spelled(act.way.keys ?? 1)} of them`;
    return [
      {
        id: `same-people:${names.join(":")}`,
        title: `${listed(names)} are the same ${people === 1 ? "person" : `${spelled(people)} people`}`,
        text: `${who} can ${does}, and nobody else could stop it. ${names.map((name) => roleOf(name, facts)).join(", ")}.`,
        powers: ids([...act.rows, ...others.flatMap((other) => other.rows)]),
      },
    ];
  });
}

/** Those who hold the keys at the end of each way, with what they can do. */
function keepers(rows: readonly AccessRow[]): Keeper[] {
  const found = new Map<string, Keeper>();
  for (const row of rows) {
    for (const way of row.ways) {
      const name = way.through.at(-1);
      if (name === undefined || way.keys === null || way.people.length === 0 || way.conditional) continue;
      const known = found.get(name);
      if (known === undefined) found.set(name, { name, way, rows: [row] });
      else if (!known.rows.includes(row)) known.rows.push(row);
    }
  }
  return [...found.values()];
}

/** No group that could stop is left when those who act are taken away. */
function leavesNobody(act: Way, stop: Way): boolean {
  const acting = new Set(act.people);
  const others = new Set(stop.people.filter((person) => !acting.has(person)));
  return others.size < (stop.keys ?? 1);
}

function roleOf(name: string, { holders, roles }: Facts): string {
  const id = holders.find((holder) => holder.name === name)?.id;
  const held = roles.filter(({ holderId }) => holderId === id).map(({ subject, guard }) => `${guard} of ${subject}`);
  return held.length === 0 ? name : `${name} is ${listed(held.slice(0, 2))}`;
}

function noDelay(rows: readonly AccessRow[], { assets }: Facts): RedLine | undefined {
  const found = rows.filter(({ red }) => red.includes("no-delay"));
  if (found.length === 0) return undefined;
  const voided = unique(found.flatMap(({ ways }) => ways.flatMap(({ voidDelay }) => voidDelay ?? [])));
  const names = unique(found.map(named));
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return {
    id: "no-delay",
    title: `${usd(reachTogether(found, assets))} stands behind no delay`,
    text: `${capital(rest === "" ? listed(names) : names.slice(0, 3).join(", ") + rest)}.${voided.map((why) => ` ${why}: it counts for nothing.`).join("")}`,
    powers: ids(found),
  };
}

function oneKey(rows: readonly AccessRow[]): RedLine | undefined {
  const found = rows.filter(({ red }) => red.includes("one-key"));
  if (found.length === 0) return undefined;
  const holders = unique(found.map(({ ways }) => ways.find(({ keys }) => keys === 1)?.through.at(-1) ?? ""));
  const unseen = found.filter(({ power }) => !power.noticedBy).length;
  const noticed = unseen === 0 ? "" : ` ${counted(unseen, "of them", "of them")} would be noticed by nobody.`;
  return {
    id: "one-key",
    title: `${counted(found.length, "power rests", "powers rest")} on one key`,
    text: `${listed(holders)}.${noticed}`,
    powers: ids(found),
  };
}

function notStated(rows: readonly AccessRow[]): RedLine | undefined {
  const found = rows.filter(({ red }) => red.includes("not-stated"));
  if (found.length === 0) return undefined;
  return {
    id: "not-stated",
    title: `Nobody said who holds ${found.length === 1 ? "one power" : `${spelled(found.length)} powers`}`,
    text: "Until somebody does, each counts as one key without a delay.",
    powers: ids(found),
  };
}

function named({ title, power }: AccessRow): string {
  return `${title.charAt(0).toLowerCase()}${title.slice(1)} (${power.subject})`;
}

function ids(rows: readonly AccessRow[]): string[] {
  return unique(rows.map(({ power }) => power.id));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function spelled(count: number): string {
  return NUMBERS[count] ?? String(count);
}

function counted(count: number, one: string, many: string): string {
  return `${capital(spelled(count))} ${count === 1 ? one : many}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
