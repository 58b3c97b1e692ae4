// What adapter and runner tell each other; imported inside the jail, so nothing but types and names.
import type { StorageLayout } from "@openzeppelin/upgrades-core/dist/storage/layout.js";

/** Storage layouts of the upgradeable contracts of one root, by `<file>:<contract>`. */
export interface LayoutsFile {
  readonly contracts: Readonly<Record<string, { readonly layout: StorageLayout }>>;
}

/** The file below the job folder that a run leaves for the comparison with the next revision. */
export const LAYOUTS_FILE = "layouts.json";

export interface RunnerRequest {
  readonly forge: string;
  /** Arguments of the build, without those of the runner. */
  readonly build: readonly string[];
  readonly root: string;
  /** Own sources and what they import, relative to the root. */
  readonly files: readonly string[];
  readonly previous: LayoutsFile | null;
}

/** One line of the runner's standard output. */
export interface UpgradeProblem {
  readonly kind: string;
  readonly contract: string;
  /** `<file>:<line>`, or a file or contract name alone. */
  readonly src: string;
  readonly text: string;
  /** The contracts that inherit it, when there are several. */
  readonly contracts?: readonly string[];
  readonly suppressed?: boolean;
}
