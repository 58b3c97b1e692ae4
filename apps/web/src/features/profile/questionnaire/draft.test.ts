import { type Answers, findQuestion, type Question } from "@redoubt/domain/profile";
import { expect, it } from "vitest";
import { fieldValue, readDraft, readField } from "./draft.ts";

const question = (key: string): Question => {
  const found = findQuestion(key);
  if (found === undefined) throw new Error(`no question ${key}`);
  return found;
};
const stored: Answers = {
  nsloc: { value: 694, origin: "person", at: new Date(0), revision: null },
  chains: { value: ["Ethereum", "Base"], origin: "person", at: new Date(0), revision: null },
  proxies: { value: ["uups"], origin: "person", at: new Date(0), revision: null },
};

it("shows an answer as its field has it, and reads the same back", () => {
  expect(fieldValue(question("nsloc"), stored)).toBe("694");
  expect(fieldValue(question("chains"), stored)).toBe("Ethereum\nBase");
  expect(fieldValue(question("proxies"), stored)).toEqual(["uups"]);
  expect(fieldValue(question("custody"), stored)).toBe("");
  const questions = ["nsloc", "chains", "proxies", "custody"].map(question);
  const draft = Object.fromEntries(questions.map((each) => [each.key, fieldValue(each, stored)]));
  expect(readDraft(questions, draft, stored)).toEqual({ answers: [], problems: {} });
});

it("takes numbers as people write them, and refuses what is none", () => {
  expect(readField(question("bounty-max"), "$1,000,000")).toBe(1_000_000);
  expect(readField(question("ai-share"), "12.5")).toBe(12.5);
  expect(readField(question("nsloc"), "about 600")).toEqual({ problem: "Write a whole number." });
  expect(readField(question("ai-share"), "130")).toEqual({ problem: "Write a number from 0 to 100." });
  expect(readField(question("nsloc"), " ")).toBeNull();
});

it("says what is changed, taken back and wrong", () => {
  const questions = ["nsloc", "chains", "proxies", "custody"].map(question);
  const draft = { nsloc: "1.5", chains: " Base \n\nEthereum\nOptimism ", proxies: [], custody: "users" };
  expect(readDraft(questions, draft, stored)).toEqual({
    answers: [
      { question: "chains", value: ["Base", "Ethereum", "Optimism"] },
      { question: "proxies", value: null },
      { question: "custody", value: "users" },
    ],
    problems: { nsloc: "Write a whole number." },
  });
});
