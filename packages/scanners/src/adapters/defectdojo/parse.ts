import type { Readable } from "node:stream";
import { type PastDocument, PAST_LIMITS } from "@redoubt/domain/finding";
import { startsWithList } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { isObject, type JsonObject, number, object, text } from "../../reading/value.ts";
import { records, values } from "../../reading/values.ts";
import { type Acceptance, acceptanceOf, toEntry } from "./finding.ts";

/** Reads a list of findings as DefectDojo's API answers it, with the risk acceptances beside it. Throws `ReportError`. */
export async function read(stream: Readable): Promise<PastDocument> {
  const { list, whole } = await startsWithList(stream);
  const findings: JsonObject[] = [];
  const acceptances = new Map<number, Acceptance>();
  let head: JsonObject = {};
  let total: number | undefined;
  let beyond = 0;
  const take = (value: JsonObject): void => {
    if (findings.length < PAST_LIMITS.entries) findings.push(value);
    else beyond += 1;
  };
  if (list) {
    for await (const value of records(whole)) if (isObject(value)) take(value);
  } else {
    for await (const { at, value } of values(whole, [
      "defectdojo",
      "count",
      "results.*",
      "findings.*",
      "risk_acceptances.*",
    ])) {
      if (at === "defectdojo") head = object(value);
      else if (at === "count") total = number(value);
      else if (at === "risk_acceptances.*") keep(acceptances, object(value));
      else if (isObject(value)) take(value);
    }
  }
  const entries = findings
    .map((value, index) => toEntry(value, index + 1, acceptances))
    .filter((entry) => entry !== undefined);
  if (entries.length === 0) throw new ReportError("wrong-format", "it holds no finding");
  return {
    kind: "defectdojo",
    head: { title: titleOf(head), firm: null, date: null, commit: null, repository: null },
    entries,
    notices: noticesOf(findings.length, entries.length, beyond, total),
    ...{ columns: [], mapping: null, signature: null },
  };
}

function keep(acceptances: Map<number, Acceptance>, value: JsonObject): void {
  const acceptance = acceptanceOf(value);
  for (const each of Array.isArray(value["accepted_findings"]) ? value["accepted_findings"] : []) {
    const id = number(each);
    if (id !== undefined && acceptances.size < PAST_LIMITS.entries * 2) acceptances.set(id, acceptance);
  }
}

function titleOf(head: JsonObject): string | null {
  const [product, url] = [text(head["product"]), text(head["url"])];
  if (url === undefined) return null;
  return `DefectDojo at ${url}${product === undefined ? "" : `, ${product}`}`.slice(0, 300);
}

function noticesOf(found: number, entries: number, beyond: number, total: number | undefined): string[] {
  const notices: string[] = [];
  if (found > entries) notices.push(`${found - entries} findings without a title were left out.`);
  if (beyond > 0) notices.push(`${beyond} findings beyond the limit of ${PAST_LIMITS.entries} were left out.`);
  if (total !== undefined && total > found + beyond) {
    notices.push(
      `This is one page of ${total} findings: ask for all of them with limit=${total}, or connect DefectDojo by its address.`,
    );
  }
  return notices;
}
