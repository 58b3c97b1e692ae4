-- Open criticals and highs of own code, oldest first: what overviews and reports begin with, without sorting all of them.
CREATE INDEX "finding_worst_open_idx" ON "finding" ("organization_id", "project_id", "severity_rank", "first_seen_at", "number")
  WHERE "severity_rank" <= 1 AND NOT "dependency" AND NOT "restricted" AND NOT "backlog" AND NOT "branch_only"
    AND "state" IN ('new', 'confirmed', 'in-progress', 'fix-claimed', 'regressed');
