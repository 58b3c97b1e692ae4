/** Published figures that defaults rest on. A: primary text read, B: secondary report of a named study, C: one vendor or author. */
export interface Anchor {
  readonly text: string;
  readonly grade: "A" | "B" | "C";
}

export const ANCHORS = {
  P1: { grade: "A", text: "A1, 6 models, 432 runs: USD 0.01 to 3.59 for an attempt" },
  P2: {
    grade: "A",
    text: "A1 on contracts that are known to be vulnerable: 63 % exploited, most within five iterations",
  },
  P3: { grade: "A", text: "A1: up to USD 8.59M from one contract, 9.33M in all" },
  P4: { grade: "A", text: "A1: 86 to 89 % succeed at once, 6 to 21 % a week late" },
  P5: { grade: "A", text: "A1: break-even at USD 6,000 for an attacker, 60,000 for a defender" },
  P6: { grade: "B", text: "SCONE-bench: 207 of 405 exploited contracts reproduced, USD 550.1M simulated" },
  P7: { grade: "B", text: "SCONE-bench after the models' cut-off: USD 4.6M, 55.9 % of 34" },
  P8: {
    grade: "A",
    text: "SCONE-bench on 2,849 fresh contracts: 2 exploits, revenue USD 3,694, cost 3,476 (1.22 a run)",
  },
  P9: { grade: "B", text: "Exploit revenue doubled every 1.3 months in 2025; not to be extrapolated" },
  P10: { grade: "B", text: "Cost of tokens fell by 70.2 % over the latest generations of models" },
  P11: { grade: "B", text: "EVMbench: detect 45.6 %, exploit 72.2 %, patch 41.5 % at best" },
  P12: { grade: "C", text: "Later results in detecting: 53.8 % bare, 59.8 to 88 % with a harness, by their makers" },
  P13: { grade: "A", text: "22 new incidents, 110 pairs of agent and incident: detect up to 65 %, exploit none" },
  P14: { grade: "B", text: "20 price manipulations: all found, 10 % exploited bare, 70 % with a playbook" },
  P15: { grade: "C", text: "An open agent: 13 % of 95 drawn at random, 67.7 % of curated ones" },
  P16: { grade: "B", text: "The same model with and without a domain harness: 92 % against 34 % of 90 contracts" },
  P17: { grade: "A", text: "56 % of 181 incidents left a window for a rescue" },
  P18: {
    grade: "B",
    text: "Speed of drains: 13 blocks, 12 minutes for USD 285M, a second packet stopped by an emergency Safe",
  },
  P19: { grade: "B", text: "First half of 2026: median USD 219k, mean 4.7M, 207 incidents" },
  P20: {
    grade: "B",
    text: "60 % of incidents are exploits of contracts; infrastructure is 15 % of incidents and 76 % of value",
  },
  P21: { grade: "C", text: "Audits: USD 50 to 300 a line, 40,000 to 100,000 and more for a DeFi system" },
  P22: { grade: "A", text: "Bounties pay 10 % of what is at risk or recovered, by convention" },
  P23: { grade: "B", text: "Unverified bytecode: USD 36.7M in four exploits within six months" },
} as const satisfies Readonly<Record<string, Anchor>>;
export type AnchorId = keyof typeof ANCHORS;
