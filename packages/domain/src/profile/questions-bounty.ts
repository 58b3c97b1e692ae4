import type { Question } from "./question.ts";

const HAS_BOUNTY = { question: "bounty", is: ["private", "public"] } as const;
const HAS_HARBOR = { question: "safe-harbor", is: ["adopted", "planned"] } as const;
const ON_CHAIN = ["protocol", "dapp"] as const;

/** Whom a finder tells, what is in scope, and what a rescuer may do. */
export const BOUNTY_QUESTIONS: readonly Question[] = [
  {
    key: "contact",
    group: "bounty",
    label: "Where does a finder report?",
    help: "An address that somebody reads at any hour, as in SECURITY.md or security.txt.",
    type: "text",
  },
  {
    key: "bounty",
    group: "bounty",
    label: "Is there a bug bounty?",
    type: "choice",
    options: [
      { value: "none", label: "No" },
      { value: "private", label: "By invitation" },
      { value: "public", label: "Public" },
    ],
  },
  { key: "bounty-url", group: "bounty", label: "Where are its rules?", type: "text", when: HAS_BOUNTY },
  {
    key: "bounty-max",
    group: "bounty",
    label: "What does it pay at most?",
    help: "Customary is a tenth of what was at risk.",
    type: "money",
    unit: "USD",
    when: HAS_BOUNTY,
  },
  {
    key: "bounty-scope",
    group: "bounty",
    label: "In scope",
    help: "Contracts, paths or addresses, one a line.",
    type: "lines",
    when: HAS_BOUNTY,
  },
  {
    key: "bounty-out",
    group: "bounty",
    label: "Out of scope",
    help: "One a line.",
    type: "lines",
    when: HAS_BOUNTY,
    optional: true,
  },
  {
    key: "safe-harbor",
    group: "bounty",
    label: "May a rescuer take funds into safety during an attack (Safe Harbor)?",
    type: "choice",
    options: [
      { value: "adopted", label: "Yes, the agreement is adopted" },
      { value: "planned", label: "Planned" },
      { value: "none", label: "No" },
    ],
    only: ON_CHAIN,
  },
  {
    key: "harbor-agreement",
    group: "bounty",
    label: "Where is the agreement?",
    help: "Its address or hash.",
    type: "text",
    when: HAS_HARBOR,
    only: ON_CHAIN,
  },
  {
    key: "harbor-scope",
    group: "bounty",
    label: "Accounts that it covers",
    help: "One a line; with the chain, as in base:0x….",
    type: "lines",
    when: HAS_HARBOR,
    only: ON_CHAIN,
  },
  {
    key: "harbor-recovery",
    group: "bounty",
    label: "Address that rescued funds go to",
    help: "Check it twice: it is copied in a hurry.",
    type: "text",
    when: HAS_HARBOR,
    only: ON_CHAIN,
  },
  {
    key: "harbor-percent",
    group: "bounty",
    label: "Reward of a rescuer",
    type: "percent",
    unit: "%",
    when: HAS_HARBOR,
    only: ON_CHAIN,
  },
  {
    key: "harbor-cap",
    group: "bounty",
    label: "At most",
    type: "money",
    unit: "USD",
    when: HAS_HARBOR,
    only: ON_CHAIN,
  },
];
