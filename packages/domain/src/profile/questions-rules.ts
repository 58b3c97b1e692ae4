import type { Question } from "./question.ts";
import { YES_NO } from "./questions-stake.ts";

const rule = (key: string, label: string, help: string): Question => ({
  key,
  group: "rules",
  label,
  help,
  type: "choice",
  options: YES_NO,
});

/** Regulatory switches: which rules bind the team. Not legal advice, only what is switched on. */
export const RULE_QUESTIONS: readonly Question[] = [
  rule("rule-gdpr", "Personal data of people in the EU or UK (GDPR)", "A breach is reported within 72 hours."),
  rule("rule-mica", "Crypto-asset services in the EU (MiCA)", "Custody and incidents have a supervisor."),
  rule(
    "rule-dora",
    "A financial entity in the EU, or its supplier (DORA)",
    "Major incidents are reported within 4 hours of being classified, and resilience is tested.",
  ),
  rule(
    "rule-nis2",
    "An essential or important entity in the EU (NIS2)",
    "Early warning within 24 hours, report within 72.",
  ),
  rule(
    "rule-cra",
    "A product with digital elements on the EU market (CRA)",
    "Exploited weaknesses are reported within 24 hours; there must be a contact and updates.",
  ),
  rule(
    "rule-sanctions",
    "Sanctions must be screened (OFAC, EU, UK)",
    "Paying a thief or a bounty can be forbidden: ask before, not after.",
  ),
  rule("rule-cards", "Card numbers pass through it (PCI DSS)", "Front-end scripts and access are audited each year."),
];
