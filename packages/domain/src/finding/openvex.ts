import { z } from "zod";
import type { DismissReason, FindingState } from "./states.ts";
import { VexStatus } from "./statements.ts";

const OPENVEX_CONTEXT = "https://openvex.dev/ns/v0.2.0";

/** An OpenVEX 0.2 document as we write it; `x-` and other keys of other writers are none of ours. */
export const OpenVexDocument = z.strictObject({
  "@context": z.literal(OPENVEX_CONTEXT),
  "@id": z.string(),
  author: z.string(),
  timestamp: z.iso.datetime(),
  version: z.literal(1),
  tooling: z.string(),
  statements: z.array(
    z.strictObject({
      vulnerability: z.strictObject({ name: z.string(), aliases: z.array(z.string()).optional() }),
      timestamp: z.iso.datetime(),
      products: z.array(
        z.strictObject({
          "@id": z.string().describe("The project"),
          subcomponents: z.array(
            z.strictObject({ "@id": z.string().describe("The package that the advisory is about") }),
          ),
        }),
      ),
      status: VexStatus,
      status_notes: z.string().optional(),
      impact_statement: z.string().optional(),
      action_statement: z.string().optional(),
    }),
  ),
});
export type OpenVexDocument = z.infer<typeof OpenVexDocument>;
type Statement = OpenVexDocument["statements"][number];

/** A finding on an advisory, as far as a statement speaks of it. */
export interface VexFinding {
  readonly number: number;
  readonly package: string;
  readonly state: FindingState;
  readonly reason: string | null;
  /** What whoever decided wrote; null where nobody has. */
  readonly comment: string | null;
  /** When its state was last changed, or when it was first seen. */
  readonly at: Date;
  readonly until: Date | null;
}

/** An advisory under all its names, the first to speak of in front, with the findings that one package has of it. */
export interface VexGroup {
  readonly names: readonly string[];
  readonly findings: readonly VexFinding[];
}

export interface VexProject {
  readonly organization: string;
  readonly organizationSlug: string;
  readonly slug: string;
}

/** Where several lock files tell different things of one package, the one that promises least is told. */
const LEAST_FIRST: readonly VexStatus[] = ["affected", "under_investigation", "fixed", "not_affected"];

const NOT_AFFECTED: Partial<Record<DismissReason, string>> = {
  "false-positive": "The advisory does not apply here",
  "not-exploitable": "The vulnerable code cannot be exploited here",
  "test-code": "Used in test code only",
};
const NOT_FIXED: Partial<Record<DismissReason, string>> = {
  "by-design": "Accepted: by design",
  "known-issue": "Accepted: known issue",
  "wont-fix": "Accepted: will not be fixed",
};

/** The statements of a project, in the order of their vulnerabilities; the same findings give the same document. */
export function openVex(
  project: VexProject,
  groups: readonly VexGroup[],
  idOf: (content: string) => string,
): OpenVexDocument | null {
  const product = `pkg:generic/${encodeURIComponent(project.organizationSlug)}/${encodeURIComponent(project.slug)}`;
  const statements = groups
    .flatMap((group) => statementOf(group, product) ?? [])
    .toSorted((a, b) => compare(sortKey(a), sortKey(b)));
  if (statements.length === 0) return null;
  const timestamp = statements.map((statement) => statement.timestamp).reduce((a, b) => (a > b ? a : b));
  const body = { author: project.organization, timestamp, version: 1 as const, tooling: "Redoubt", statements };
  return { "@context": OPENVEX_CONTEXT, "@id": `urn:uuid:${idOf(JSON.stringify([product, body]))}`, ...body };
}

/** Undefined where nothing is to be said: duplicates speak by their original, and what is not seen any more is no news. */
function statementOf({ names, findings }: VexGroup, product: string): Statement | undefined {
  const said = findings.flatMap((finding) => {
    const words = wordsOf(finding);
    return words === null ? [] : [{ finding, words }];
  });
  const ranked = said.toSorted(
    (a, b) =>
      LEAST_FIRST.indexOf(a.words.status) - LEAST_FIRST.indexOf(b.words.status) ||
      b.finding.at.getTime() - a.finding.at.getTime() ||
      a.finding.number - b.finding.number,
  );
  const [told] = ranked;
  const [name, ...aliases] = names;
  if (told === undefined || name === undefined) return undefined;
  const differs = ranked.some(({ words }) => words.status !== told.words.status);
  const notes = [
    `F-${told.finding.number}`,
    ...(differs ? ["other lock files are told otherwise; this is the one that promises least"] : []),
  ];
  return {
    vulnerability: { name, ...(aliases.length === 0 ? {} : { aliases }) },
    timestamp: told.finding.at.toISOString(),
    products: [{ "@id": product, subcomponents: [{ "@id": told.finding.package }] }],
    ...told.words,
    status_notes: notes.join("; "),
  };
}

type Words = Pick<Statement, "status" | "impact_statement" | "action_statement">;

/** What a state says to others. A dismissal without a reason that says why tells only that somebody looks at it. */
function wordsOf({ state, reason, comment, until }: VexFinding): Words | null {
  const with_ = (text: string, more: string | null): string =>
    more === null || more === "" ? text : `${text}: ${more}`;
  switch (state) {
    case "new":
      return { status: "under_investigation" };
    case "confirmed":
    case "regressed":
      return { status: "affected", action_statement: with_("To be fixed", comment) };
    case "in-progress":
    case "fix-claimed":
      return { status: "affected", action_statement: with_("A fix is under way", comment) };
    case "acknowledged": {
      const end = until === null ? "" : ` until ${until.toISOString().slice(0, 10)}`;
      return { status: "affected", action_statement: with_(`Risk accepted${end}`, reason) };
    }
    case "resolved":
      return { status: "fixed" };
    case "dismissed": {
      const why = reason as DismissReason | null;
      const harmless = why === null ? undefined : NOT_AFFECTED[why];
      if (harmless !== undefined) return { status: "not_affected", impact_statement: with_(harmless, comment) };
      const accepted = why === null ? undefined : NOT_FIXED[why];
      if (accepted !== undefined) return { status: "affected", action_statement: with_(accepted, comment) };
      return { status: "under_investigation" };
    }
    case "not-observed":
    case "duplicate":
      return null;
  }
}

function sortKey({ vulnerability, products }: Statement): string {
  return `${vulnerability.name}\u0001${products[0]?.subcomponents[0]?.["@id"] ?? ""}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
