import { CliError, EXIT, type ExitCode } from "../errors.ts";
import { plain } from "../text/plain.ts";
import { Problem } from "./schemas.ts";

/** An answer that is no success. `code` is the server's stable one, where it gave one. */
export class ApiError extends CliError {
  readonly status: number;
  readonly code: string | undefined;

  constructor(message: string, status: number, code?: string) {
    super(message, exitOf(status));
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }
}

function exitOf(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.refused;
  return status === 429 || status >= 500 ? EXIT.outage : EXIT.failed;
}

/** The server cannot be reached, or speaks something else. */
export class OutageError extends CliError {
  constructor(message: string) {
    super(message, EXIT.outage);
    this.name = "OutageError";
  }
}

/** What a refused request says, in words for a terminal. */
export function problemOf(status: number, body: string): ApiError {
  const parsed = Problem.safeParse(tryJson(body));
  const problem = parsed.success ? parsed.data : {};
  const said = plain(problem.detail ?? problem.title ?? "", 500);
  return new ApiError(said || wordsFor(status), status, problem.code);
}

function wordsFor(status: number): string {
  if (status === 401) return "The server does not know this token. Run redoubt login again, or set REDOUBT_TOKEN.";
  if (status === 403) return "This token may not do that.";
  if (status === 404) return "There is nothing here under that name, or this token may not see it.";
  if (status === 413) return "The server refuses what was sent as too large.";
  if (status === 429) return "The server asks to wait: too many requests.";
  return status >= 500 ? `The server has a problem (${status}).` : `The server refused this (${status}).`;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
