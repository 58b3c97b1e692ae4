import { expect, it, test } from "vitest";
import type { Asset } from "./asset.ts";
import type { Answers, AnswerValue } from "./schema.ts";
import { reasonLabel, statementOf } from "./statement.ts";
import { listed, span, usd } from "./words.ts";

const given = (values: Record<string, AnswerValue>): Answers =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      { value, origin: "person" as const, at: new Date(0), revision: null },
    ]),
  );
const asset = (over: Partial<Asset>): Asset => ({
  ...{ id: "ast_1", name: "Vault", kind: "contract", exposure: "public", amount: null, currency: "USD" },
  ...{ valueUsd: null, valueOrigin: "person", valueAt: null, drainUsdPerMinute: null, liquidityUsd: null },
  ...{ contracts: [], deployedOn: null, sourceVerified: null, note: "", rowVersion: 1 },
  ...over,
});
const of = (values: Record<string, AnswerValue>, assets: Asset[] = []) =>
  statementOf({ name: "Vault", kind: "protocol", answers: given(values), assets });
const text = (statement: ReturnType<typeof of>, id: string) =>
  statement.sentences.find((sentence) => sentence.id === id);

it("says what is at stake, and what follows from it", () => {
  const statement = of(
    { custody: "users", reversible: "no", proxies: ["uups"], nsloc: 694, "ai-share": 40, watch: "hours" },
    [asset({ valueUsd: 1_480_000 }), asset({ id: "ast_2", name: "Rewards" })],
  );
  expect(text(statement, "money")).toEqual({
    id: "money",
    text: "Vault holds $1.48M that belongs to others, and 1 asset that nobody has valued.",
    weight: "bad",
    because: ["custody", "ast_1", "ast_2"],
  });
  expect(text(statement, "final")?.weight).toBe("bad");
  expect(text(statement, "replaced")?.text).toContain("UUPS proxy");
  expect(text(statement, "written")).toMatchObject({ weight: "bad", because: ["ai-share"] });
  expect(reasonLabel("ast_2", [asset({ id: "ast_2", name: "Rewards" })])).toBe("Rewards");
  expect(reasonLabel("watch", [])).toBe("Who would answer an alarm at night?");
});

it("counts what nobody knows against the project", () => {
  const statement = of({ custody: "unknown" });
  expect(text(statement, "money")?.weight).toBe("unknown");
  expect(text(statement, "final")?.weight).toBe("unknown");
  expect(text(statement, "watch")?.text).toBe("Nobody has said who answers an alarm, so nobody does.");
  const unknown = statement.unknown.map(({ question }) => question);
  expect(unknown).toEqual(expect.arrayContaining(["custody", "chains", "bounty", "safe-harbor"]));
  expect(unknown).not.toContain("fork-of");
  expect(of({ custody: "users", watch: "always" }).unknown.map(({ question }) => question)).not.toContain("custody");
});

it("holds the bounty against what is at stake", () => {
  const small = of({ bounty: "public", "bounty-max": 50_000 }, [asset({ valueUsd: 1_000_000 })]);
  expect(text(small, "bounty")).toMatchObject({ weight: "bad", text: expect.stringContaining("5 %") });
  const fair = of({ bounty: "public", "bounty-max": 100_000 }, [asset({ valueUsd: 1_000_000 })]);
  expect(text(fair, "bounty")?.weight).toBe("good");
});

test("words for money, spans and lists", () => {
  expect([950, 12_300, 1_480_000, 2_000_000_000].map(usd)).toEqual(["$950", "$12,300", "$1.48M", "$2B"]);
  expect([0, 45, 1200, 172_800, 604_800].map(span)).toEqual(["none", "45 s", "20 min", "48 h", "7 d"]);
  expect([listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["a", "a and b", "a, b and c"]);
});
