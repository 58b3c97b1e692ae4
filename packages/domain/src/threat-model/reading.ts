import { z } from "zod";
import { ProjectScope } from "../shared/index.ts";

/** Asks for a draft from a revision's code; the newest ready one of the default branch when none is named. */
export const RequestDraft = ProjectScope.extend({ revision: z.int().positive().optional() });
export type RequestDraft = z.infer<typeof RequestDraft>;

/** What the worker needs to read one revision. `attempt` is the fence of everything that follows. */
export interface ReadingTask {
  readonly readingId: string;
  readonly projectId: string;
  readonly attempt: number;
  readonly purpose: "draft" | "check";
  readonly treeKey: string;
  readonly revision: number;
}
