import type { Answers } from "./schema.ts";
import { RULE_QUESTIONS } from "./questions-rules.ts";
import type { Sentence, StatementInput } from "./sentence.ts";
import { listed, usd } from "./words.ts";
import { worthOf } from "./asset.ts";

/** Who else can get in, who answers, which rules bind, and what finders are told. */
export function responseSentences(input: StatementInput): Sentence[] {
  const { answers } = input;
  return [...ways(answers), ...watch(answers), ...rules(answers), ...bounty(input), ...harbor(input)];
}

function ways(answers: Answers): Sentence[] {
  const sentences: Sentence[] = [];
  if (answers["front-end"]?.value === "yes") {
    sentences.push({
      id: "front-end",
      text: "People sign what its front end shows them: whoever ships the front end can take what they approve.",
      weight: "bad",
      because: ["front-end"],
    });
  }
  const agents = answers.agents?.value;
  if (agents === "write" || agents === "value") {
    const text =
      agents === "value"
        ? "AI agents of the team can move value: a sentence in a token's name or an issue may be an order to them."
        : "AI agents of the team change things: what they read may be an order to them.";
    sentences.push({ id: "agents", text, weight: "bad", because: ["agents"] });
  }
  if (answers.keys?.value === "software") {
    sentences.push({
      id: "keys",
      text: "Keys of its powers lie on computers or in a pipeline: one infected machine is one key less.",
      weight: "bad",
      because: ["keys"],
    });
  }
  return sentences;
}

function watch(answers: Answers): Sentence[] {
  const value = answers.watch?.value;
  const minutes = answers["pause-minutes"]?.value;
  const because = ["watch", "pause-minutes"];
  const stop = typeof minutes === "number" ? ` It takes ${minutes} minutes to stop it.` : "";
  if (value === "always") {
    return [
      { id: "watch", text: `Someone answers at any hour.${stop}`, weight: stop === "" ? "plain" : "good", because },
    ];
  }
  if (value === "hours") {
    return [
      {
        id: "watch",
        text: `Alarms are answered in working hours; attacks come outside of them.${stop}`,
        weight: "bad",
        because,
      },
    ];
  }
  if (value === "nobody") return [{ id: "watch", text: `Nobody answers an alarm.${stop}`, weight: "bad", because }];
  return [{ id: "watch", text: "Nobody has said who answers an alarm, so nobody does.", weight: "unknown", because }];
}

function rules(answers: Answers): Sentence[] {
  const bound = RULE_QUESTIONS.filter(({ key }) => answers[key]?.value === "yes");
  if (bound.length === 0) return [];
  const names = bound.map(({ label }) => /\(([^)]+)\)$/.exec(label)?.[1] ?? label);
  return [
    {
      id: "rules",
      text: `${listed(names)} ${bound.length === 1 ? "binds" : "bind"} the team: clocks for reports start with an incident.`,
      weight: "plain",
      because: bound.map(({ key }) => key),
    },
  ];
}

function bounty({ answers, assets }: StatementInput): Sentence[] {
  const value = answers.bounty?.value;
  const most = answers["bounty-max"]?.value;
  const { usd: sum } = worthOf(assets);
  if (value === "none") {
    const text = "There is no bounty: an honest finder is paid nothing, a thief everything.";
    return [{ id: "bounty", text, weight: sum > 0 ? "bad" : "plain", because: ["bounty"] }];
  }
  if (value !== "private" && value !== "public") return [];
  if (typeof most !== "number" || sum === 0) {
    return [{ id: "bounty", text: "There is a bounty.", weight: "plain", because: ["bounty"] }];
  }
  const share = (most / sum) * 100;
  const text = `The bounty pays ${usd(most)} at most, ${share.toLocaleString("en-US", { maximumFractionDigits: 1 })} % of what is at stake; a tenth is customary.`;
  return [{ id: "bounty", text, weight: share < 10 ? "bad" : "good", because: ["bounty", "bounty-max"] }];
}

function harbor({ answers, kind }: StatementInput): Sentence[] {
  if (kind !== "protocol" && kind !== "dapp") return [];
  const value = answers["safe-harbor"]?.value;
  if (value === "adopted") {
    const covered = answers["harbor-scope"]?.value;
    const count = Array.isArray(covered) ? covered.length : 0;
    const text =
      count === 0
        ? "Safe Harbor is adopted, but no account is named: a rescuer does not know what it covers."
        : `Safe Harbor covers ${count} ${count === 1 ? "account" : "accounts"}: a rescuer may act during an attack.`;
    return [{ id: "harbor", text, weight: count === 0 ? "bad" : "good", because: ["safe-harbor", "harbor-scope"] }];
  }
  if (value === "none" || value === "planned") {
    return [
      {
        id: "harbor",
        text: "Without Safe Harbor a rescuer who acts during an attack risks a lawsuit, and may look away.",
        weight: "bad",
        because: ["safe-harbor"],
      },
    ];
  }
  return [];
}
