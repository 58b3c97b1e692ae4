import type { FindingSnapshot } from "@redoubt/domain/report";
import { momentWords, revisionWords } from "../parts/words.ts";
import { escapeMarkdown, inlineMarkdown, mdList } from "./escape.ts";
import { sheetMarkdown } from "./sheet.ts";

/** One finding as Markdown. */
export function findingReportMarkdown(snapshot: FindingSnapshot, sha256: string): string {
  const { sheet, project, organization, revision, generatedAt, generatedBy, limits } = snapshot;
  return [
    `# F-${sheet.number} ${inlineMarkdown(sheet.title)}`,
    "",
    `${escapeMarkdown(project.name)}, ${escapeMarkdown(organization)} · ${escapeMarkdown(revisionWords(revision))} · ${momentWords(generatedAt)} · by ${escapeMarkdown(generatedBy)}`,
    "",
    ...sheetMarkdown(sheet, "###"),
    "### What this report cannot see",
    "",
    ...mdList(limits.map(escapeMarkdown)),
    "",
    "---",
    "",
    `SHA-256 of the data: \`${sha256}\``,
    "",
  ].join("\n");
}
