import type { PastFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { read } from "./parse.ts";

/** What DefectDojo's API answers for findings, and what is fetched from it. */
export const defectdojoFormat: PastFormat = {
  id: "defectdojo",
  title: "DefectDojo",
  unit: "one element of `results` or `findings`, or of a list at the top",
  detect(shape) {
    const own = (...at: string[]) => shape.has(...at, "numerical_severity") && shape.has(...at, "false_p");
    if (own("results", "[]") || own("findings", "[]") || own("[]")) return 1;
    const named = (...at: string[]) => shape.has(...at, "title") && shape.has(...at, "risk_accepted");
    if (named("results", "[]") || named("findings", "[]") || named("[]")) return 0.95;
    // No finding left to tell by: the frame of a list that DefectDojo answers.
    return shape.has("defectdojo") && shape.has("findings") ? 0.95 : 0;
  },
  read,
  count,
};
