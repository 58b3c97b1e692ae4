import { toTypedId } from "../shared/index.ts";
import { Project } from "./schema.ts";

export const PROJECT_SELECT = {
  ...{ id: true, slug: true, name: true, kind: true, stage: true, summary: true, demo: true },
  ...{ createdAt: true, archivedAt: true, rowVersion: true },
} as const;

interface Row {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly summary: string;
  readonly demo: boolean;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  readonly rowVersion: number;
}

export function toProject(row: Row): Project {
  return Project.parse({ ...row, id: toTypedId("project", row.id) });
}
