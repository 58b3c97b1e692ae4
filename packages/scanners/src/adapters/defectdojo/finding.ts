import { type PastEntry, PAST_LIMITS, type PastNote, type PastState, type Severity } from "@redoubt/domain/finding";
import { clip, lineNumber } from "../../reading/finding.ts";
import { severityIn, COMMON_SEVERITIES } from "../../reading/severity.ts";
import { type JsonObject, list, number, object, objects, text, texts } from "../../reading/value.ts";

/** A risk acceptance: until when, by whom, why. */
export interface Acceptance {
  readonly name: string | undefined;
  readonly until: string | undefined;
  readonly by: string | undefined;
  readonly why: readonly string[];
}

export function acceptanceOf(value: JsonObject): Acceptance {
  return {
    name: text(value["name"]),
    until: dateIn(value["expiration_date"]),
    by: text(value["accepted_by"]),
    why: [text(value["decision_details"]), text(value["recommendation_details"])].filter((each) => each !== undefined),
  };
}

/** One finding; undefined without a title. `acceptances` are those that stand beside the list, by the finding's id. */
export function toEntry(
  value: JsonObject,
  at: number,
  acceptances: ReadonlyMap<number, Acceptance>,
): PastEntry | undefined {
  const title = text(value["title"]);
  if (title === undefined) return undefined;
  const id = number(value["id"]);
  const own = objects(value["accepted_risks"])[0];
  const acceptance = own === undefined ? acceptances.get(id ?? -1) : acceptanceOf(own);
  const state = stateOf(value, acceptance !== undefined);
  const path = text(value["file_path"]) ?? text(value["sourcefilepath"]);
  const line = lineNumber(number(value["line"]) ?? number(value["line_number"]));
  const parts = [
    text(value["description"]),
    titled("Impact", text(value["impact"])),
    titled("Steps to reproduce", text(value["steps_to_reproduce"])),
    titled("References", text(value["references"])),
  ];
  const cwe = number(value["cwe"]);
  return {
    key: id === undefined ? null : `DD-${id}`.slice(0, 80),
    title: clip(title, PAST_LIMITS.title),
    description: clip(parts.filter((part) => part !== undefined).join("\n\n"), PAST_LIMITS.description),
    advice: clipped(text(value["mitigation"]), PAST_LIMITS.advice),
    severity: severityOf(value["severity"]),
    severityWords: clipped(text(value["severity"]), 80),
    state,
    stateWords: WORDS[state],
    response: responseOf(value, state, acceptance),
    fix: null,
    until: state === "acknowledged" ? (acceptance?.until ?? null) : null,
    foundOn: dateIn(value["date"]) ?? null,
    hints:
      path === undefined
        ? []
        : [{ path: clip(path, 1000), ...(line === undefined ? {} : { startLine: line, endLine: line }) }],
    cwe: cwe !== undefined && Number.isSafeInteger(cwe) && cwe > 0 && cwe < 100_000 ? [`CWE-${cwe}`] : [],
    advisories: advisoriesOf(value),
    package: null,
    tags: texts(value["tags"])
      .map((tag) => clip(tag, 100))
      .slice(0, 50),
    notes: notesOf(value),
    sourceId: id === undefined ? null : `defectdojo/${id}`,
    repeats:
      state === "duplicate" && number(value["duplicate_finding"]) !== undefined
        ? `defectdojo/${number(value["duplicate_finding"])}`
        : null,
    at,
  };
}

const WORDS: Readonly<Record<PastState, string>> = {
  open: "Active",
  fixed: "Mitigated",
  "partially-fixed": "Active",
  acknowledged: "Risk accepted",
  disputed: "Active",
  "false-positive": "False positive",
  "out-of-scope": "Out of scope",
  duplicate: "Duplicate",
};

/** Marks of DefectDojo stand beside each other: the strongest decision first, a fix only where nothing else is said. */
function stateOf(value: JsonObject, isAccepted: boolean): PastState {
  if (value["duplicate"] === true) return "duplicate";
  if (value["false_p"] === true) return "false-positive";
  if (value["out_of_scope"] === true) return "out-of-scope";
  if (value["risk_accepted"] === true || (isAccepted && value["active"] !== true)) return "acknowledged";
  return value["is_mitigated"] === true ? "fixed" : "open";
}

function responseOf(value: JsonObject, state: PastState, acceptance: Acceptance | undefined): string | null {
  if (state === "fixed") {
    const day = dateIn(value["mitigated"]);
    return day === undefined ? "Mitigated in DefectDojo." : `Mitigated in DefectDojo on ${day}.`;
  }
  if (state !== "acknowledged") return null;
  const by = acceptance?.by === undefined ? "" : ` by ${acceptance.by}`;
  const name = acceptance?.name === undefined ? "" : `: ${acceptance.name}`;
  return clip(
    [`Risk accepted in DefectDojo${by}${name}.`, ...(acceptance?.why ?? [])].join("\n\n"),
    PAST_LIMITS.response,
  );
}

function advisoriesOf(value: JsonObject): string[] {
  const named = list(value["vulnerability_ids"]).flatMap(
    (each) => text(object(each)["vulnerability_id"]) ?? text(each) ?? [],
  );
  return [...new Set([...named, ...texts(value["cve"])])].map((id) => clip(id, 100)).slice(0, 50);
}

function notesOf(value: JsonObject): PastNote[] {
  return objects(value["notes"])
    .slice(0, PAST_LIMITS.notes)
    .flatMap((note): PastNote[] => {
      const words = text(note["entry"]);
      if (words === undefined) return [];
      const author = object(note["author"]);
      const name = [text(author["first_name"]), text(author["last_name"])]
        .filter((part) => part !== undefined)
        .join(" ");
      const who = name === "" ? (text(author["username"]) ?? text(note["author"])) : name;
      return [{ author: clipped(who, 200), at: timeIn(note["date"]), text: clip(words, PAST_LIMITS.note) }];
    });
}

function severityOf(value: JsonObject[string]): Severity | null {
  const word = text(value);
  return word === undefined ? null : severityIn(COMMON_SEVERITIES, word);
}

function titled(name: string, words: string | undefined): string | undefined {
  return words === undefined ? undefined : `**${name}:** ${words}`;
}

function clipped(words: string | undefined, length: number): string | null {
  return words === undefined ? null : clip(words, length);
}

function dateIn(value: JsonObject[string]): string | undefined {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text(value) ?? "")?.[0];
  return day !== undefined &&
    !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
    ? day
    : undefined;
}

function timeIn(value: JsonObject[string]): string | null {
  const time = Date.parse(text(value) ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
