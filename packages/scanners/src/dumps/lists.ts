import { ExploitScore, KnownExploited } from "@redoubt/domain/advisory";
import type { JsonValue } from "../reading/json.ts";
import { object, objects, text } from "../reading/value.ts";

/** Whether a text begins as EPSS's CSV does: a remark about its model, or the names of its columns. */
export function beginsAsScores(head: string): boolean {
  return /^\uFEFF?(?:#model_version:|cve,epss,percentile)/.test(head);
}

/** One line of EPSS's CSV: the day of the scores, a score, or nothing that is either. */
export function readScoreLine(line: string): { asOf: Date } | { score: ExploitScore } | { leftOut: true } | null {
  if (line.startsWith("#")) {
    const day = /score_date:(\d{4}-\d{2}-\d{2})/.exec(line.slice(0, 500))?.[1];
    const at = Date.parse(day ?? "");
    return Number.isNaN(at) ? null : { asOf: new Date(at) };
  }
  if (line.trim() === "" || line.startsWith("cve,")) return null;
  const [cve, epss, percentile] = line.split(",", 3);
  const score = ExploitScore.safeParse({
    cve,
    epss: Number(epss || Number.NaN),
    percentile: Number(percentile || Number.NaN),
  });
  return score.success ? { score: score.data } : { leftOut: true };
}

/** Whether a JSON value is CISA's catalogue of known exploited vulnerabilities. */
export function isCatalogue(value: JsonValue): boolean {
  const { catalogVersion, dateReleased, vulnerabilities } = object(value);
  return Array.isArray(vulnerabilities) && (catalogVersion !== undefined || dateReleased !== undefined);
}

/** The entries of CISA's catalogue, and when it was released. */
export function readCatalogue(value: JsonValue): { entries: KnownExploited[]; leftOut: number; asOf: Date | null } {
  const catalogue = object(value);
  const released = Date.parse(text(catalogue.dateReleased) ?? "");
  const all = objects(catalogue.vulnerabilities);
  const entries = all.flatMap((each): KnownExploited[] => {
    const entry = KnownExploited.safeParse({
      cve: text(each.cveID)?.toUpperCase(),
      name: (text(each.vulnerabilityName) ?? "").replaceAll("\0", "").toWellFormed().slice(0, 500).toWellFormed(),
      addedOn: text(each.dateAdded),
      dueOn: text(each.dueDate) ?? null,
      ransomware: text(each.knownRansomwareCampaignUse)?.toLowerCase() === "known",
    });
    return entry.success ? [entry.data] : [];
  });
  return { entries, leftOut: all.length - entries.length, asOf: Number.isNaN(released) ? null : new Date(released) };
}
