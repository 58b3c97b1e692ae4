import type { ExitCode } from "../errors.ts";
import type { Io } from "../io.ts";

/** One word after `redoubt`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `redoubt help <name>` prints. */
  readonly usage: string;
  run(io: Io, argv: readonly string[]): Promise<ExitCode>;
}
