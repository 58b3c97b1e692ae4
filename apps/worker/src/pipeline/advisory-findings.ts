import type { NormalizedFinding } from "@redoubt/domain/finding";
import { packageUrl } from "@redoubt/scanners/inventory";

/** One advisory of one package in one lock file, as it was matched. */
export interface AdvisoryHit {
  readonly path: string;
  readonly ecosystem: string;
  readonly package: string;
  readonly records: readonly [AdvisoryText, ...AdvisoryText[]];
  readonly names: readonly string[];
  readonly components: readonly { readonly component: HitComponent; readonly fixed: string | null }[];
  readonly why: string | null;
  readonly severity: NormalizedFinding["severity"];
  readonly basis: string;
}

interface AdvisoryText {
  readonly id: string;
  readonly summary: string;
  readonly details: string;
  readonly cwe: readonly string[];
  readonly references: readonly string[];
}

interface HitComponent {
  readonly name: string;
  readonly version: string | null;
  readonly commit: string | null;
  readonly direct: boolean;
  readonly dev: boolean;
  readonly line: number | null;
  readonly way: readonly string[];
}

/** What is known about the exploitation of CVEs. */
export interface Exploitation {
  readonly scores: ReadonlyMap<string, { readonly epss: number; readonly percentile: number }>;
  readonly exploited: ReadonlyMap<string, { readonly addedOn: Date; readonly ransomware: boolean }>;
}

/** A match as a finding: one for each advisory, package and lock file, with the versions that are affected. */
export function advisoryFinding(hit: AdvisoryHit, exploitation: Exploitation): NormalizedFinding {
  const [first] = hit.records;
  const versions = [...new Set(hit.components.map(({ component }) => versionOf(component)))];
  const installed = hit.components.map(({ component }) => component);
  const lines = installed.flatMap(({ line }) => line ?? []);
  const known = hit.names.find((name) => exploitation.exploited.has(name));
  const version = versions.length === 1 ? (installed[0]?.version ?? undefined) : undefined;
  const purl = packageUrl(hit.ecosystem, hit.package, version);
  return {
    scanner: "advisories",
    detector: first.id,
    title: `${hit.package}: ${first.summary === "" ? first.id : first.summary}`.slice(0, 500),
    description: describe(hit, versions, exploitation).slice(0, 20_000),
    severity: hit.severity,
    confidence: "high",
    classes: { cwe: [...new Set(hit.records.flatMap(({ cwe }) => cwe))], swc: [], scwe: [] },
    advisories: [...hit.names],
    ...(purl === undefined ? {} : { package: purl }),
    tags: [
      "advisory",
      ...(known === undefined ? [] : ["known-exploited"]),
      ...(hit.names.some((name) => name.startsWith("MAL-")) ? ["malware"] : []),
      ...(installed.every(({ dev }) => dev) ? ["development"] : []),
    ],
    path: hit.path,
    ...(lines.length === 0 ? {} : { startLine: Math.min(...lines), endLine: Math.min(...lines) }),
    // A lock file is the project's own: what it names is for the project to change.
    dependency: false,
    fingerprints: [],
  };
}

function versionOf({ version, commit }: HitComponent): string {
  return version ?? commit?.slice(0, 12) ?? "an unknown version";
}

const WAYS = 5;

function describe(hit: AdvisoryHit, versions: readonly string[], exploitation: Exploitation): string {
  const [first] = hit.records;
  const fixes = [...new Set(hit.components.flatMap(({ fixed }) => fixed ?? []))];
  return [
    `${hit.package} ${versions.join(", ")} is named in ${hit.path}.`,
    fixes.length === 0 ? "No version with a fix is known." : `Fixed in ${fixes.join(", ")}.`,
    whyThere(hit),
    `Severity: ${hit.basis}.`,
    ...exploitationWords(hit, exploitation),
    ...(hit.why === null ? [] : [`The advisory speaks of ${hit.package}: ${hit.why}.`]),
    "",
    first.details === "" ? first.summary : first.details,
    "",
    ...first.references.map((url) => `- ${url}`),
  ].join("\n");
}

function whyThere({ components }: AdvisoryHit): string {
  const ways = components.map(({ component }) =>
    component.direct
      ? "the project asks for it"
      : component.way.length === 0
        ? ""
        : [...component.way, component.name].join(" › "),
  );
  const known = [...new Set(ways.filter((way) => way !== ""))];
  if (known.length === 0) return "The lock file does not say what needs it.";
  const more = known.length > WAYS ? `, and ${known.length - WAYS} ways more` : "";
  return `Why it is there: ${known.slice(0, WAYS).join("; ")}${more}.`;
}

function exploitationWords({ names }: AdvisoryHit, { scores, exploited }: Exploitation): string[] {
  return names.flatMap((name) => {
    const [score, known] = [scores.get(name), exploited.get(name)];
    const day = known?.addedOn.toISOString().slice(0, 10);
    return [
      ...(known === undefined
        ? []
        : [`${name} is known to be exploited, by CISA since ${day}${known.ransomware ? ", for ransomware too" : ""}.`]),
      ...(score === undefined
        ? []
        : [
            `EPSS: exploited within 30 days with a likelihood of ${percent(score.epss)}, higher than ${percent(score.percentile)} of all.`,
          ]),
    ];
  });
}

function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}
