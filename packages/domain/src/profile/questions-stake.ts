import type { Question } from "./question.ts";

const ON_CHAIN = ["protocol", "dapp"] as const;
export const YES_NO = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

/** Whose money it is, who can reach it, and who would answer. */
export const STAKE_QUESTIONS: readonly Question[] = [
  {
    key: "custody",
    group: "stake",
    label: "Whose money does it hold or move?",
    type: "choice",
    options: [
      { value: "users", label: "Other people's" },
      { value: "own", label: "Only our own" },
      { value: "none", label: "None" },
    ],
  },
  {
    key: "reversible",
    group: "stake",
    label: "Can a loss be taken back?",
    help: "By a court, an issuer that freezes, or a bank that recalls; not by asking the thief.",
    type: "choice",
    options: [
      { value: "no", label: "No, a transfer is final" },
      { value: "partly", label: "Partly" },
      { value: "yes", label: "Yes" },
    ],
  },
  {
    key: "users",
    group: "stake",
    label: "How many people rely on it?",
    type: "choice",
    options: [
      { value: "under-100", label: "Fewer than 100" },
      { value: "100-10k", label: "100 to 10,000" },
      { value: "10k-1m", label: "10,000 to 1 million" },
      { value: "over-1m", label: "More than 1 million" },
    ],
  },
  {
    key: "chains",
    group: "stake",
    label: "On which chains does it run?",
    help: "One a line. The same code on another chain is another target.",
    type: "lines",
    only: ON_CHAIN,
  },
  {
    key: "source-public",
    group: "reach",
    label: "Can anybody read the source?",
    help: "Bytecode on a chain counts as readable: agents decompile it.",
    type: "choice",
    options: [
      { value: "public", label: "Yes, published or verified" },
      { value: "bytecode", label: "Only the bytecode" },
      { value: "private", label: "No" },
    ],
  },
  {
    key: "front-end",
    group: "reach",
    label: "Is there a front end that people sign with?",
    type: "choice",
    options: YES_NO,
  },
  {
    key: "bridges",
    group: "reach",
    label: "Does it accept messages or tokens from another chain?",
    type: "choice",
    options: YES_NO,
    only: ON_CHAIN,
  },
  {
    key: "agents",
    group: "reach",
    label: "Do AI agents of the team hold keys or rights?",
    help: "In the build, in operations, in triage.",
    type: "choice",
    options: [
      { value: "no", label: "No" },
      { value: "read", label: "They only read" },
      { value: "write", label: "They change things" },
      { value: "value", label: "They can move value" },
    ],
  },
  {
    key: "keys",
    group: "reach",
    label: "Where do the keys of its powers lie?",
    type: "choice",
    options: [
      { value: "hardware", label: "On hardware devices" },
      { value: "custodian", label: "With a custodian" },
      { value: "software", label: "On computers or in a pipeline" },
      { value: "mixed", label: "Some of each" },
    ],
  },
  {
    key: "watch",
    group: "answer",
    label: "Who would answer an alarm at night?",
    type: "choice",
    options: [
      { value: "always", label: "Someone, at any hour" },
      { value: "hours", label: "Only in working hours" },
      { value: "nobody", label: "Nobody" },
    ],
  },
  {
    key: "pause-minutes",
    group: "answer",
    label: "How many minutes until it can be stopped?",
    help: "From the first signal to the transaction that stops it, as last drilled.",
    type: "count",
    unit: "minutes",
  },
  {
    key: "last-audit",
    group: "answer",
    label: "Which review looked at the newest code?",
    help: "Who, and on which revision. Leave it empty if none did.",
    type: "text",
  },
];
