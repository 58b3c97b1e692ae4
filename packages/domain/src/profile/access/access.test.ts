import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { type AccessInput, accessRows } from "./map.ts";
import type { AccessRole, Holder } from "./holder.ts";
import { accessCsv, keysInWords, reachInWords } from "./export.ts";
import { people, whatFalls } from "./people.ts";
import type { Power, PowerKind } from "./power.ts";
import { redLines } from "./red-lines.ts";

const TEAM = ["Ines", "Leo", "Salma"];

const holder = (name: string, over: Partial<Holder> = {}): Holder => ({
  ...{ id: name, name, kind: "multisig", threshold: 2, signers: TEAM, supplyPercent: null, delaySeconds: 0 },
  ...{ contract: null, operators: [], address: null, note: "", rowVersion: 1, ...over },
});

const power = (subject: string, kind: PowerKind, guards: readonly string[], over: Partial<Power> = {}): Power => ({
  ...{ id: `${subject}:${kind}`, kind, subject, path: null, functions: [], origin: "code", moneyUsd: null },
  guards: guards.map((name) => ({ name, by: "caller", conditional: false })),
  ...{ noticedBy: null, note: "", changedRevision: 1, changedAt: new Date("2026-02-14"), rowVersion: 1, ...over },
});

const asset = (name: string, valueUsd: number | null, contracts: string[]) => ({ id: name, name, valueUsd, contracts });
const role = (subject: string, guard: string, holderId: string): AccessRole => ({ subject, guard, holderId });

/** A vault behind a timelock whose admin may set the delay, and a guardian of the same people. */
const VAULT: AccessInput = {
  limits: { oneKeyOverUsd: 10_000, noDelayOverUsd: 100_000 },
  assets: [
    asset("Deposits", 1_000_000, ["Vault"]),
    asset("Collateral", 420_000, ["Vault"]),
    asset("Rewards", 60_000, ["Rewards"]),
  ],
  holders: [
    holder("Timelock", {
      kind: "timelock",
      delaySeconds: 172_800,
      contract: "Lock",
      operators: ["Team Safe", "Votes"],
    }),
    holder("Team Safe"),
    holder("Guardian Safe"),
    holder("Votes", { kind: "governor", supplyPercent: 4, delaySeconds: 259_200, threshold: null, signers: [] }),
    holder("Keeper", { kind: "service", threshold: null, signers: [] }),
  ],
  roles: [
    role("Vault", "owner", "Timelock"),
    role("Vault", "guardian", "Guardian Safe"),
    role("Vault", "keeper", "Keeper"),
    role("Lock", "admin", "Team Safe"),
    role("Lock", "governor", "Votes"),
  ],
  powers: [
    power("Vault", "upgrade", ["owner"]),
    power("Vault", "stop", ["guardian", "owner"]),
    power("Vault", "move-money", ["keeper"], { moneyUsd: 4000 }),
    power("Vault", "setting", ["owner"]),
    power("Lock", "delay", ["admin"]),
    power("Lock", "call-anything", ["governor", "admin"]),
    power("Lock", "stop", ["admin"]),
    power("Rewards", "sign", ["signer"]),
  ],
};

const rows = accessRows(VAULT);
const row = (id: string) => {
  const found = rows.find((each) => each.power.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe("the access map", () => {
  it("follows a power through its timelock to the keys, and says when the delay counts for nothing", () => {
    const { easiest, ways, reach, red } = row("Vault:upgrade");
    expect(easiest).toMatchObject({
      keys: 2,
      of: 3,
      delaySeconds: 0,
      people: TEAM,
      through: ["Timelock", "Team Safe"],
    });
    expect(easiest.voidDelay).toBe("Team Safe sets the delay of Timelock itself");
    expect(ways[1]).toMatchObject({ keys: null, supplyPercent: 4, delaySeconds: 172_800 + 259_200, voidDelay: null });
    expect(reach).toEqual({ usd: 1_420_000, all: false, stated: false, assets: ["Deposits", "Collateral"] });
    expect(red).toEqual(["no-delay"]);
  });

  it("keeps a delay that its operator cannot set", () => {
    const powers = VAULT.powers.filter(({ kind }) => kind !== "delay");
    const [upgrade] = accessRows({ ...VAULT, powers }).filter(({ power: { id } }) => id === "Vault:upgrade");
    expect(upgrade?.easiest.delaySeconds).toBe(172_800);
    expect(upgrade?.red).toEqual([]);
  });

  it("lets a timelock reach what it owns", () => {
    expect(row("Lock:call-anything").reach.assets).toEqual(["Deposits", "Collateral"]);
    expect(row("Lock:delay").reach.usd).toBe(1_420_000);
  });

  it("counts what nobody stated as one key, and what nothing ties to an asset as everything", () => {
    const sign = row("Rewards:sign");
    expect(sign.easiest).toMatchObject({ keys: 1, stated: false });
    expect(sign.red).toEqual(["not-stated"]);
    const [loose] = accessRows({ ...VAULT, powers: [power("Elsewhere", "ship", ["ci"])] });
    expect(loose?.reach).toMatchObject({ usd: 1_480_000, all: true });
    expect(loose && reachInWords(loose)).toBe("$1.48M, all counted");
  });

  it("stands in the order of money over keys, with what moves no money folded at the end", () => {
    expect(rows.map(({ power: { id } }) => id)).toEqual([
      "Lock:call-anything",
      "Lock:delay",
      "Lock:stop",
      "Vault:upgrade",
      "Vault:stop",
      "Rewards:sign",
      "Vault:move-money",
      "Vault:setting",
    ]);
    expect(rows.filter(({ folded }) => folded).map(({ power: { id } }) => id)).toEqual(["Vault:setting"]);
  });

  it("survives operators that act through each other", () => {
    const holders = [
      holder("A", { kind: "timelock", operators: ["B"] }),
      holder("B", { kind: "timelock", operators: ["A"] }),
    ];
    const input = {
      ...VAULT,
      holders,
      roles: [role("Vault", "owner", "A")],
      powers: [power("Vault", "upgrade", ["owner"])],
    };
    expect(accessRows(input)[0]?.easiest).toMatchObject({ keys: 1, stated: false });
  });
});

describe("red lines", () => {
  it("see that those who act and those who could stop them are the same people", () => {
    const line = redLines(rows, VAULT).find(({ id }) => id.startsWith("same-people"));
    expect(line?.title).toBe("Team Safe and Guardian Safe are the same three people");
    expect(line?.text).toContain("Any two of them can call anything");
    expect(line?.text).toContain("Team Safe is admin of Lock, Guardian Safe is guardian of Vault");
  });

  it("are silent once somebody else could stop it", () => {
    const holders = VAULT.holders.map((each) =>
      each.name === "Guardian Safe" ? { ...each, signers: ["Ada", "Bo", "Cy"] } : each,
    );
    const input = { ...VAULT, holders };
    expect(redLines(accessRows(input), input).filter(({ id }) => id.startsWith("same-people"))).toEqual([]);
  });

  it("say what stands behind no delay, on one key, on nobody", () => {
    const input: AccessInput = {
      ...VAULT,
      roles: [...VAULT.roles, role("Rewards", "signer", "Keeper")],
      powers: [...VAULT.powers, power("Vault", "hand-over", ["anyone"])],
    };
    const lines = redLines(accessRows(input), input);
    expect(lines.map(({ title }) => title)).toEqual([
      "One power asks nobody",
      "Team Safe and Guardian Safe are the same three people",
      "$1.42M stands behind no delay",
      "One power rests on one key",
    ]);
    expect(lines[3]?.text).toBe("Keeper. One of them would be noticed by nobody.");
  });
});

describe("keys that fall", () => {
  it("open what they suffice for, and no more", () => {
    expect(whatFalls(rows, new Set(["Ines"]), VAULT.assets).rows).toEqual([]);
    const two = whatFalls(rows, new Set(["Ines", "Leo"]), VAULT.assets);
    expect(two.usd).toBe(1_420_000);
    expect(two.delaySeconds).toBe(0);
    expect(two.rows.map(({ power: { id } }) => id)).toContain("Vault:upgrade");
    expect(whatFalls(rows, new Set(["Keeper"]), VAULT.assets).usd).toBe(4000);
  });

  it("never open less when one more falls", () => {
    const names = people(rows).map(({ name }) => name);
    fc.assert(
      fc.property(fc.subarray(names), fc.constantFrom(...names), (some, another) => {
        const before = whatFalls(rows, new Set(some), VAULT.assets);
        const after = whatFalls(rows, new Set([...some, another]), VAULT.assets);
        expect(after.usd).toBeGreaterThanOrEqual(before.usd);
        expect(after.rows).toEqual(expect.arrayContaining([...before.rows]));
      }),
    );
  });

  it("name who holds a key of what", () => {
    const [first] = people(rows);
    expect(TEAM).toContain(first?.name);
    expect(first?.powers.has("Vault:upgrade")).toBe(true);
  });
});

describe("the export", () => {
  it("is a table that no spreadsheet runs", () => {
    const input = { ...VAULT, powers: [power("=cmd", "upgrade", ["owner"])] };
    const [head, line] = accessCsv(accessRows(input)).split("\r\n");
    expect(head).toMatch(/^Power,Over,Money reachable/);
    expect(line).toMatch(/^Replace the code,'=cmd,"\$1\.48M, all counted",owner,"1, not stated",none/);
  });

  it("says keys as people do", () => {
    expect(keysInWords(row("Vault:upgrade").easiest)).toBe("2 of 3");
    expect(keysInWords(row("Lock:call-anything").ways.at(-1) ?? row("Vault:upgrade").easiest)).toBe("4 % of supply");
  });
});
