/** Exit codes; they are part of what scripts rely on, and documented in the README. */
export const EXIT = {
  fine: 0,
  /** A gate that was asked for: findings at or above the severity. */
  found: 1,
  usage: 2,
  /** No token, a wrong one, or one that may not do this. */
  refused: 3,
  /** The server cannot be reached, or answers with an error of its own. */
  outage: 4,
  /** The server worked, and the thing asked for failed: an archive, a scan, a report. */
  failed: 5,
  /** Waiting took longer than allowed; the work goes on at the server. */
  late: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A problem in words for the person at the terminal, with the exit code that it ends with. */
export class CliError extends Error {
  readonly exit: ExitCode;

  constructor(message: string, exit: ExitCode = EXIT.failed) {
    super(message);
    this.name = "CliError";
    this.exit = exit;
  }
}

/** The command line itself is wrong. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(message, EXIT.usage);
    this.name = "UsageError";
  }
}
