import {
  KNOWN_GROUPS,
  type KnownIssue,
  type KnownIssuesSnapshot,
  GROUP_WORDS,
  momentOf,
  plural,
  revisionWords,
  dayOf,
} from "@redoubt/domain/report";
import { codeSpan, escapeMarkdown, inlineMarkdown, mdEnding, mdList, mdTable, quotedMarkdown } from "./escape.ts";

/** Known issues and scope as Markdown: what contests and auditors want beside the code. */
export function knownIssuesMarkdown(snapshot: KnownIssuesSnapshot, sha256: string): string {
  const { project, organization, revision, generatedAt, generatedBy, issues, issuesOmitted, hiddenRestricted, limits } =
    snapshot;
  return [
    `# ${escapeMarkdown(project.name)}: known issues and scope`,
    "",
    `${escapeMarkdown(organization)} · ${escapeMarkdown(revisionWords(revision))} · ${momentOf(generatedAt)} · by ${escapeMarkdown(generatedBy)}`,
    "",
    "## Scope",
    "",
    ...scope(snapshot),
    "## Known issues",
    "",
    ...(issues.length === 0 ? ["None was written down.", ""] : []),
    ...KNOWN_GROUPS.flatMap((group) =>
      groupOf(
        GROUP_WORDS[group],
        issues.filter((issue) => issue.group === group),
      ),
    ),
    ...(issuesOmitted > 0 ? [`${plural(issuesOmitted, "more is", "more are")} left out.`, ""] : []),
    ...(hiddenRestricted > 0
      ? [`${plural(hiddenRestricted, "restricted finding is", "restricted findings are")} counted only.`, ""]
      : []),
    ...mdEnding("## What this page cannot see", limits, sha256),
  ].join("\n");
}

function scope({ scope, revision }: KnownIssuesSnapshot): string[] {
  if (revision === null) return ["No revision is connected: this page names no code.", ""];
  const facts = [
    ...(scope.source === null ? [] : [`Repository: ${escapeMarkdown(scope.source)}`]),
    `Revision: ${escapeMarkdown(revision.name)}`,
    ...(revision.commit === null ? [] : [`Commit: ${codeSpan(revision.commit)}`]),
    ...(scope.treeHash === null ? [] : [`Tree: ${codeSpan(scope.treeHash)}`]),
    ...(scope.nsloc === null
      ? []
      : [`Size: ${scope.nsloc.toLocaleString("en")} nSLOC, without tests and code of others`]),
  ];
  const roots = scope.roots.map((root) => [
    codeSpan(root.path === "" ? "." : root.path),
    escapeMarkdown(root.kind),
    escapeMarkdown(root.languages.join(", ")),
    escapeMarkdown(root.compiler ?? ""),
    root.compiles.replace("-", " "),
    String(root.nsloc),
  ]);
  const out = scope.out.map(({ what, why }) => [escapeMarkdown(what), escapeMarkdown(why)]);
  return [
    ...mdList(facts),
    "",
    ...(roots.length === 0
      ? []
      : [...mdTable(["Place", "Kind", "Languages", "Compiler", "Compiles", "nSLOC"], roots), ""]),
    "### Out of scope",
    "",
    ...mdTable(["What", "Why"], out),
    "",
  ];
}

function groupOf(title: string, issues: readonly KnownIssue[]): string[] {
  if (issues.length === 0) return [];
  return [`### ${title}`, "", ...issues.flatMap(one)];
}

function one({ number, title, severity, place, owner, until, reason, decidedBy, decidedAt }: KnownIssue): string[] {
  const facts = [
    severity,
    ...(place === null ? [] : [codeSpan(place)]),
    ...(until === null ? [] : [`until ${dayOf(until)}`]),
    ...(owner === null ? [] : [`owner ${escapeMarkdown(owner)}`]),
    ...(decidedBy === null || decidedAt === null
      ? []
      : [`decided by ${escapeMarkdown(decidedBy)} on ${dayOf(decidedAt)}`]),
  ];
  return [
    `#### F-${number} ${inlineMarkdown(title)}`,
    "",
    facts.join(", "),
    "",
    ...(reason === null ? ["No reason was written."] : quotedMarkdown(reason)),
    "",
  ];
}
