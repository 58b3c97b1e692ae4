import type { Question } from "./question.ts";

const ON_CHAIN = ["protocol", "dapp", "library"] as const;

/** What the newest revision shows; a person accepts or corrects it. */
export const CODE_QUESTIONS: readonly Question[] = [
  {
    key: "nsloc",
    group: "code",
    label: "Lines of code of its own",
    help: "Without blank lines, comments, tests and dependencies.",
    type: "count",
    unit: "lines",
    fromCode: true,
  },
  {
    key: "proxies",
    group: "code",
    label: "How can deployed code be replaced?",
    type: "many",
    options: [
      { value: "none", label: "It cannot" },
      { value: "uups", label: "UUPS proxy" },
      { value: "transparent", label: "Transparent proxy" },
      { value: "beacon", label: "Beacon" },
      { value: "diamond", label: "Diamond" },
      { value: "other", label: "Another way" },
    ],
    only: ON_CHAIN,
    fromCode: true,
  },
  {
    key: "roles",
    group: "code",
    label: "Places in the code that hold a power",
    help: "Owners, roles, guardians, keepers, signers. Who sits there is on the access map.",
    type: "lines",
    only: ON_CHAIN,
    fromCode: true,
  },
  {
    key: "oracles",
    group: "code",
    label: "Prices and facts that it takes from others",
    type: "lines",
    only: ON_CHAIN,
    fromCode: true,
  },
  {
    key: "external-calls",
    group: "code",
    label: "Functions of others that it calls",
    type: "count",
    unit: "functions",
    only: ON_CHAIN,
    fromCode: true,
  },
  {
    key: "dependencies",
    group: "code",
    label: "Packages that its sources are built on",
    type: "count",
    unit: "packages",
    fromCode: true,
  },
  {
    key: "ai-share",
    group: "code",
    label: "Share of the code written by AI",
    help: "By the labels that authors left in the history; work without a label counts as a person's.",
    type: "percent",
    unit: "%",
    fromCode: true,
  },
  {
    key: "fork-of",
    group: "code",
    label: "Is it a fork, and of what?",
    help: "An exploit of the original is tried on its forks within hours. Leave it empty if it is none.",
    type: "text",
    optional: true,
  },
];
