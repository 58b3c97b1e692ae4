/** What a screen may show of a failed call. */
export interface Problem {
  /** Stable: `finding.not-found`, `input.invalid`, `internal`. */
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly issues: readonly { readonly path: string; readonly message: string }[];
  /** Finds the request in the server's log. */
  readonly requestId: string | null;
}

const UNREACHABLE = "The server did not answer. Check the connection, then try again.";

/** The problem inside the error of a procedure call or of `postJson`; "unreachable" when no answer came. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const data = (error as { data?: { problem?: Partial<Problem> } } | null)?.data?.problem;
  if (data?.code === undefined)
    return { code: "unreachable", message: UNREACHABLE, details: {}, issues: [], requestId: null };
  const message = error instanceof Error ? error.message : UNREACHABLE;
  return {
    code: data.code,
    message,
    details: data.details ?? {},
    issues: data.issues ?? [],
    requestId: data.requestId ?? null,
  };
}

/** What is wrong with one input field, by its name; undefined when nothing is. */
export function issueFor(problem: Problem | null, name: string): string | undefined {
  const issue = problem?.issues.find(({ path }) => path === name || path.startsWith(`${name}.`));
  if (issue !== undefined) return issue.message;
  const why = problem?.details.why;
  return problem?.code === "identity.weak-password" && /password/i.test(name) && typeof why === "string"
    ? why
    : undefined;
}

/** Refusals stay what they are; only what may have been an accident is tried again. */
export function isWorthRetry(error: unknown): boolean {
  return ["unreachable", "internal"].includes(problemOf(error).code);
}

class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Posts JSON to one of our routes and answers with its JSON. Throws an error that `problemOf` reads. */
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new ProblemError(answer as Problem);
  return answer as T;
}
