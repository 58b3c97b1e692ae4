import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { recordFinding } from "@redoubt/domain/finding/server";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import { attachPoc } from "@redoubt/domain/verification/server";

export interface PlantedWeakness {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly advice?: string;
  readonly severity: "critical" | "high" | "medium" | "low" | "info";
  readonly cwe: readonly string[];
  readonly scwe: readonly string[];
  readonly blind: boolean;
  readonly poc?: string | null;
}

const SCOPE = { organization: "meridian-labs", project: "meridian-vault" };

/**
 * Records the weaknesses that no static tool sees, as their finder would have, and attaches their exploits. In the order
 * of the list, so that the first two are F-1 and F-2.
 */
export async function recordBlindFindings(
  finder: ProjectDeps,
  weaknesses: readonly PlantedWeakness[],
  example: string,
): Promise<void> {
  for (const weakness of weaknesses.filter((candidate) => candidate.blind)) {
    const finding = await recordFinding(finder, {
      ...SCOPE,
      title: weakness.title,
      description: weakness.description,
      ...(weakness.advice === undefined ? {} : { advice: weakness.advice }),
      severity: weakness.severity,
      confidence: "high",
      classes: { cwe: [...weakness.cwe], scwe: [...weakness.scwe] },
    });
    if (weakness.poc == null) continue;
    const content = await readFile(join(example, "v1.0.0", weakness.poc), "utf8");
    const fileName = weakness.poc.split("/").at(-1) ?? weakness.poc;
    await attachPoc(finder, { ...SCOPE, finding: finding.number, fileName, content, rootPath: "" });
  }
}
