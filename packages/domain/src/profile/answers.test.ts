import { describe, expect, it, test } from "vitest";
import { applyAnswers, diffAnswers, problemWith, wordsOf } from "./answers.ts";
import type { Question } from "./question.ts";
import { findQuestion, QUESTIONS, questionsFor } from "./questions.ts";
import type { Answer } from "./schema.ts";

const DAY = new Date("2026-11-01T00:00:00Z");
const answer = (value: Answer["value"], over: Partial<Answer> = {}): Answer => ({
  ...{ value, origin: "person", at: DAY, revision: null },
  ...over,
});
const question = (key: string): Question => {
  const found = findQuestion(key);
  if (found === undefined) throw new Error(`no question ${key}`);
  return found;
};

test("keys are unique, and what a question waits for is a choice that has the values", () => {
  expect(new Set(QUESTIONS.map(({ key }) => key)).size).toBe(QUESTIONS.length);
  for (const { when } of QUESTIONS) {
    if (when === undefined) continue;
    const values = question(when.question).options?.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining([...when.is]));
  }
});

test("a service is not asked about chains, and scope only where there is a bounty", () => {
  const keys = (kind: "protocol" | "service", answers = {}) => questionsFor(kind, answers).map(({ key }) => key);
  expect(keys("protocol")).toContain("chains");
  expect(keys("service")).not.toContain("chains");
  expect(keys("protocol")).not.toContain("bounty-scope");
  expect(keys("protocol", { bounty: { value: "public" } })).toContain("bounty-scope");
});

describe("a value", () => {
  it.each([
    ["custody", "users", null],
    ["custody", "unknown", null],
    ["custody", "everybody's", /Choose/],
    ["proxies", ["uups", "beacon"], null],
    ["proxies", [], /Choose/],
    ["proxies", ["magic"], /Choose/],
    ["nsloc", 12, null],
    ["nsloc", 1.5, /whole/],
    ["nsloc", "12", /whole/],
    ["ai-share", 101, /100/],
    ["bounty-max", 50_000.5, null],
    ["fork-of", "  ", /words/],
    ["chains", [], null],
    ["chains", "Base", /a line/],
  ] as const)("%s = %j", (key, value, problem) => {
    const said = problemWith(question(key), value as Answer["value"]);
    if (problem === null) expect(said).toBeNull();
    else expect(said).toMatch(problem);
  });
});

describe("a save", () => {
  it("keeps the date of what says the same, and counts what is new, other or taken back", () => {
    const before = { custody: answer("users"), nsloc: answer(600), chains: answer(["Base", "Ethereum"]) };
    const later = new Date("2026-11-20T00:00:00Z");
    const { answers, changed } = applyAnswers(before, [
      { question: "custody", answer: answer("users", { at: later }) },
      { question: "nsloc", answer: answer(694, { at: later }) },
      { question: "chains", answer: answer(["Ethereum", "Base"], { at: later }) },
      { question: "watch", answer: answer("always", { at: later }) },
      { question: "users", answer: null },
    ]);
    expect(changed).toEqual(["nsloc", "watch"]);
    expect(answers.custody?.at).toEqual(DAY);
    expect(answers.chains?.at).toEqual(DAY);
    expect(answers.nsloc).toMatchObject({ value: 694, at: later });
  });

  it("tells who said it apart from what it says", () => {
    const { changed } = applyAnswers({ nsloc: answer(694) }, [
      { question: "nsloc", answer: answer(694, { origin: "revision", revision: 3 }) },
    ]);
    expect(changed).toEqual(["nsloc"]);
  });
});

test("the difference of two versions is in the order of the questionnaire", () => {
  const changes = diffAnswers(
    { watch: answer("nobody"), custody: answer("users") },
    { custody: answer("own"), nsloc: answer(1) },
    QUESTIONS.map(({ key }) => key),
  );
  expect(changes.map(({ question: key, before, after }) => [key, before?.value, after?.value])).toEqual([
    ["custody", "users", "own"],
    ["watch", "nobody", undefined],
    ["nsloc", undefined, 1],
  ]);
});

test("answers in words", () => {
  expect(wordsOf(question("custody"), "users")).toBe("Other people's");
  expect(wordsOf(question("proxies"), ["uups", "none"])).toBe("UUPS proxy, It cannot");
  expect(wordsOf(question("bounty-max"), 100_000)).toBe("$100,000");
  expect(wordsOf(question("ai-share"), 12.34)).toBe("12.3 %");
  expect(wordsOf(question("nsloc"), 1234)).toBe("1,234 lines");
  expect(wordsOf(question("chains"), [])).toBe("none");
  expect(wordsOf(undefined, ["a", "b"])).toBe("a, b");
});
