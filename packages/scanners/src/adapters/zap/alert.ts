import { cweIn } from "../../reading/classes.ts";
import type { Draft } from "../../reading/run.ts";
import { addressOf, plainText } from "../../reading/web.ts";
import type { Confidence, Severity } from "@redoubt/domain/finding";

/** An alert as all three notations of ZAP tell it. */
export interface Alert {
  readonly plugin: string | undefined;
  readonly reference: string | undefined;
  readonly name: string | undefined;
  /** 0 to 3, or the word. */
  readonly risk: string | undefined;
  /** 0 to 4, or the word. */
  readonly confidence: string | undefined;
  readonly description: string | undefined;
  readonly solution: string | undefined;
  readonly other: string | undefined;
  readonly references: string | undefined;
  readonly cwe: string | undefined;
  readonly instances: readonly Instance[];
}

export interface Instance {
  readonly uri: string | undefined;
  readonly method: string | undefined;
  readonly param: string | undefined;
  readonly attack: string | undefined;
  readonly evidence: string | undefined;
}

// ZAP's risk ends at high: it does not know what is at stake.
const RISKS: Readonly<Record<string, Severity>> = {
  "3": "high",
  "2": "medium",
  "1": "low",
  "0": "info",
  high: "high",
  medium: "medium",
  low: "low",
  informational: "info",
};
/** 4 is confirmed by a person; 0 is a false positive and suppressed. */
const CONFIDENCES: Readonly<Record<string, Confidence>> = {
  "4": "high",
  "3": "high",
  "2": "medium",
  "1": "low",
  confirmed: "high",
  high: "high",
  medium: "medium",
  low: "low",
};

/** One result for each instance; an alert without any is one result. */
export function toDrafts(alert: Alert): Draft[] {
  const risk = alert.risk?.toLowerCase() ?? "";
  const confidence = alert.confidence?.toLowerCase() ?? "";
  const falsePositive = confidence === "0" || confidence === "false positive";
  const detector = alert.reference ?? alert.plugin ?? alert.name;
  const shared: Draft = {
    detector,
    title: alert.name,
    severity: (Object.hasOwn(RISKS, risk) ? RISKS[risk] : undefined) ?? "medium",
    confidence: (Object.hasOwn(CONFIDENCES, confidence) ? CONFIDENCES[confidence] : undefined) ?? "low",
    classes: { cwe: [alert.cwe, ...cweIn([alert.references])] },
    ...(falsePositive ? { suppressed: { by: "tool", reason: "marked as a false positive in ZAP" } } : {}),
  };
  const about = [
    plainText(alert.description),
    plainText(alert.other),
    labelled("Solution", plainText(alert.solution)),
    plainText(alert.references),
  ];
  if (alert.instances.length === 0) return [{ ...shared, description: about, toolId: detector }];
  return alert.instances.map((instance) => ({
    ...shared,
    description: [
      `${instance.method ?? "GET"} ${instance.uri ?? ""}${instance.param === undefined ? "" : `, parameter ${instance.param}`}`,
      ...about,
      labelled("Attack", instance.attack?.slice(0, 500)),
      labelled("Evidence", instance.evidence?.slice(0, 300)),
    ],
    toolId: [detector, instance.method, addressOf(instance.uri), instance.param]
      .map((part) => part ?? "")
      .join(" ")
      .slice(0, 400),
  }));
}

function labelled(label: string, text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : `${label}: ${text}`;
}
