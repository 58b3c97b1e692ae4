import { nextNumber } from "../../project/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { readKnownIssues } from "../queries/known-issues.ts";
import { readRevisionLine } from "../queries/revision-line.ts";
import { readReviewScope } from "../queries/review-scope.ts";
import type { ReportEntry } from "../stored.ts";
import { insertReport } from "./insert-report.ts";
import { readFrame } from "./read-frame.ts";

/**
 * Freezes what a reviewer should know before they look: the code in question and what is left out, and what the team
 * knows and lives with, with reasons. Restricted findings are counted only.
 */
export async function createKnownIssues(deps: ProjectDeps): Promise<ReportEntry> {
  return deps.withOrganization(
    async (tx) => {
      const line = await readRevisionLine(tx, deps);
      const newest = line.at(-1) ?? null;
      const number = await nextNumber(tx, deps, "report");
      const head = await readFrame(tx, deps, number, newest);
      const { issues, omitted, hiddenRestricted } = await readKnownIssues(tx, deps);
      const scope = await readReviewScope(tx, deps, newest);
      return insertReport(tx, deps, {
        kind: "known-issues",
        title: `${head.project.name}: known issues and scope`,
        snapshot: {
          ...{ format: "redoubt/known-issues@1", ...head, scope, issues, issuesOmitted: omitted, hiddenRestricted },
          limits: [
            ...(newest === null ? ["No revision is connected: this page names no code."] : []),
            ...(hiddenRestricted > 0
              ? ["Restricted findings that were set aside are counted here and described nowhere."]
              : []),
            "What is listed is what somebody decided here. A weakness that nobody has written down is not on it.",
            "An acknowledged weakness is open again when its date passes.",
          ],
        },
        previousId: null,
        dueKey: null,
        scheduled: false,
      });
    },
    { timeoutMs: 30_000 },
  );
}
