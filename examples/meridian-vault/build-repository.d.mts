export type Revision = "v1.0.0" | "v1.1.0" | "v1.2.0" | "council";

export interface ExampleRepository {
  readonly commits: Readonly<Record<Revision, string>>;
  readonly branches: Readonly<Record<"main" | "council", string>>;
}

/** The ids that a true copy of the example has: sources with these commits are our own. */
export const COMMITS: Readonly<Record<Revision, string>>;
export const BRANCHES: Readonly<Record<"main" | "council", string>>;

/**
 * Makes the bare repository at `targetDir`; does nothing when it is there with the right ids, replaces one of its own
 * with other ids. Throws when the folder holds something else, or when the example's files do not give `COMMITS`.
 */
export function buildRepository(targetDir: string): ExampleRepository;
