import { type FindingSnapshot, momentOf, revisionWords } from "@redoubt/domain/report";
import { escapeMarkdown, inlineMarkdown, mdEnding } from "./escape.ts";
import { sheetMarkdown } from "./sheet.ts";

/** One finding as Markdown. */
export function findingReportMarkdown(snapshot: FindingSnapshot, sha256: string): string {
  const { sheet, project, organization, revision, generatedAt, generatedBy, limits } = snapshot;
  return [
    `# F-${sheet.number} ${inlineMarkdown(sheet.title)}`,
    "",
    `${escapeMarkdown(project.name)}, ${escapeMarkdown(organization)} · ${escapeMarkdown(revisionWords(revision))} · ${momentOf(generatedAt)} · by ${escapeMarkdown(generatedBy)}`,
    "",
    ...sheetMarkdown(sheet, "###"),
    ...mdEnding("### What this report cannot see", limits, sha256),
  ].join("\n");
}
