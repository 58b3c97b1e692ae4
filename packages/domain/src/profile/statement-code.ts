import { wordsOf } from "./answers.ts";
import { findQuestion } from "./questions.ts";
import type { Answers } from "./schema.ts";
import type { Sentence } from "./sentence.ts";
import { listed } from "./words.ts";

/** What the code is, what of others it rests on, and who can read it. */
export function codeSentences(answers: Answers): Sentence[] {
  return [...size(answers), ...replaced(answers), ...rests(answers), ...written(answers), ...reach(answers)];
}

function size(answers: Answers): Sentence[] {
  const lines = answers.nsloc?.value;
  if (typeof lines !== "number") return [];
  return [
    { id: "size", text: `It is ${lines.toLocaleString("en-US")} lines of code.`, weight: "plain", because: ["nsloc"] },
  ];
}

function replaced(answers: Answers): Sentence[] {
  const ways = answers.proxies?.value;
  if (!Array.isArray(ways)) return [];
  const because = ["proxies"];
  if (ways.every((way) => way === "none")) {
    return [
      {
        id: "replaced",
        text: "Deployed code cannot be replaced: a weakness in it stays, and so does the code that was reviewed.",
        weight: "plain",
        because,
      },
    ];
  }
  const said = wordsOf(findQuestion("proxies"), ways);
  return [
    {
      id: "replaced",
      text: `Deployed code can be replaced (${said}): whoever holds that power holds everything behind it.`,
      weight: "bad",
      because,
    },
  ];
}

function rests(answers: Answers): Sentence[] {
  const oracles = answers.oracles?.value;
  const parts: string[] = [];
  const because: string[] = [];
  if (Array.isArray(oracles) && oracles.length > 0) {
    parts.push(oracles.length === 1 ? "one price of others" : `${oracles.length} prices or facts of others`);
    because.push("oracles");
  }
  if (answers.bridges?.value === "yes") {
    parts.push("messages from another chain");
    because.push("bridges");
  }
  const packages = answers.dependencies?.value;
  if (typeof packages === "number" && packages > 0) {
    parts.push(packages === 1 ? "one package" : `${packages} packages`);
    because.push("dependencies");
  }
  if (parts.length === 0) return [];
  const weight = because.includes("oracles") || because.includes("bridges") ? "bad" : "plain";
  return [
    { id: "rests", text: `It rests on ${listed(parts)}; what goes wrong there goes wrong here.`, weight, because },
  ];
}

function written(answers: Answers): Sentence[] {
  const share = answers["ai-share"]?.value;
  if (typeof share !== "number" || share === 0) return [];
  const text = `${share.toLocaleString("en-US", { maximumFractionDigits: 0 })} % of it carries the label of an AI author: such code errs with confidence, so its tests must have been seen to fail.`;
  return [{ id: "written", text, weight: share >= 25 ? "bad" : "plain", because: ["ai-share"] }];
}

function reach(answers: Answers): Sentence[] {
  const open = answers["source-public"]?.value;
  const fork = answers["fork-of"]?.value;
  const sentences: Sentence[] = [];
  if (open === "public" || open === "bytecode") {
    sentences.push({
      id: "read",
      text: "Anybody can read it. Count on agents that try every function of it, on every chain, all day, for cents.",
      weight: "bad",
      because: ["source-public"],
    });
  } else if (open === "private") {
    sentences.push({
      id: "read",
      text: "Its source is not published. That slows nobody down for long: no control may rest on it.",
      weight: "plain",
      because: ["source-public"],
    });
  }
  if (typeof fork === "string") {
    sentences.push({
      id: "fork",
      text: `It is a fork of ${fork}: what is published against that is tried here within hours.`,
      weight: "bad",
      because: ["fork-of"],
    });
  }
  return sentences;
}
