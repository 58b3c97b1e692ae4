import { ANYONE, type ForeignCall, type Power } from "./access/power.ts";
import { sameValue } from "./answers.ts";
import type { Answers, AnswerValue } from "./schema.ts";

/** What the newest revision shows, as far as it is read. */
export interface RevisionFacts {
  readonly number: number;
  readonly readyAt: Date;
  readonly nsloc: number | null;
  /** Names of the packages that its sources import, found or missing. */
  readonly packages: readonly string[];
  /** Percent of the history's added lines that authors labelled as written by AI; null without a whole history. */
  readonly aiShare: number | null;
  /** What the compiler showed of its contracts; null while nobody has read them. */
  readonly contracts: ContractFacts | null;
}

export interface ContractFacts {
  readonly powers: readonly Pick<Power, "kind" | "subject" | "functions" | "guards">[];
  readonly calls: readonly ForeignCall[];
}

/** An answer that a revision gives, to be accepted or corrected. */
export interface Proposal {
  readonly question: string;
  readonly value: AnswerValue;
  readonly revision: number;
}

/** What is read and not said yet; whoever answered otherwise after the revision came has corrected it. */
export function proposalsOf(facts: RevisionFacts | null, answers: Answers): readonly Proposal[] {
  if (facts === null) return [];
  const read: [string, AnswerValue | null][] = [
    ["nsloc", facts.nsloc],
    ["dependencies", new Set(facts.packages).size],
    ["ai-share", facts.aiShare],
    ...contractAnswers(facts.contracts),
  ];
  return read.flatMap(([question, value]) => {
    const answer = answers[question];
    if (value === null) return [];
    if (answer !== undefined && (sameValue(answer.value, value) || answer.at > facts.readyAt)) return [];
    return [{ question, value, revision: facts.number }];
  });
}

const MOST_LINES = 100;

function contractAnswers(contracts: ContractFacts | null): [string, AnswerValue | null][] {
  if (contracts === null) return [];
  const { powers, calls } = contracts;
  const roles = powers.flatMap(({ subject, guards }) =>
    guards.filter(({ name }) => name !== ANYONE).map(({ name }) => `${name} of ${subject}`),
  );
  return [
    ["proxies", proxiesOf(powers)],
    ["roles", lines(roles)],
    ["oracles", lines(calls.filter(({ price }) => price).map(({ name }) => name))],
    ["external-calls", calls.length],
  ];
}

/** By what upgrades: the names are those of EIP-1822 and of the proxies of OpenZeppelin. */
function proxiesOf(powers: ContractFacts["powers"]): AnswerValue {
  const names = powers
    .filter(({ kind }) => kind === "upgrade")
    .flatMap(({ functions }) => functions.map(({ name }) => name));
  const found = names.map((name) => {
    if (name === "upgradeAndCall" || name === "upgrade") return "transparent";
    if (name === "upgradeToAndCall") return "uups";
    if (name === "diamondCut") return "diamond";
    return name === "upgradeTo" && !names.includes("upgradeToAndCall") ? "beacon" : "other";
  });
  return found.length === 0 ? ["none"] : [...new Set(found)].sort();
}

/** Null where nothing was found: an empty answer says less than none. */
function lines(values: readonly string[]): AnswerValue | null {
  const found = [...new Set(values)].sort().slice(0, MOST_LINES);
  return found.length === 0 ? null : found;
}
