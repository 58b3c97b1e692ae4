import type { Ecosystem, ManifestKind } from "@redoubt/domain/advisory";

/** A package as a reader finds it; `requires` are positions in the reader's own list. */
export interface Package {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string | null;
  readonly purl?: string;
  readonly line?: number | undefined;
  readonly licence?: string | undefined;
  readonly integrity?: string | undefined;
  readonly repository?: string | undefined;
  readonly commit?: string | undefined;
  /** Names of npm packages that it is, too, by the project's own remappings. */
  readonly knownAs?: readonly string[];
  /** Where the file itself says so; else it follows from who needs it. */
  readonly dev?: boolean | undefined;
  readonly requires: readonly number[];
}

/** What the project itself asks for: a position, and whether only development does. */
export interface Root {
  readonly to: number;
  readonly dev: boolean;
}

export interface ReadPackages {
  readonly packages: readonly Package[];
  /** Null when nothing says what the project asks for: then it is what nothing else needs. */
  readonly roots: readonly Root[] | null;
  readonly notices?: readonly string[];
}

/** The other files of a revision, as readers may ask for them; paths relative to its top. */
export interface Surroundings {
  /** All files of the revision. */
  readonly paths: ReadonlySet<string>;
  /** The text of a file; undefined where there is none or it is too large. */
  readonly read: (path: string) => string | undefined;
  /** Submodules as git told them. */
  readonly submodules: readonly { readonly path: string; readonly url: string; readonly commit: string | null }[];
}

/** One kind of file that names components. */
export interface ManifestReader {
  readonly kind: ManifestKind;
  /** True for the path of a file that this one reads. */
  readonly reads: (path: string, paths: ReadonlySet<string>) => boolean;
  /** Names of files that it may look at beside the ones that it reads, in any folder of the revision. */
  readonly beside: readonly string[];
  /** Pure and bounded; null for a file that is none of its own after all. Throws `ManifestError` when it cannot be read. */
  readonly read: (text: string, path: string, around: Surroundings) => ReadPackages | null;
}

/** A file that is no such lock file, or is damaged; the message is for people. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
}
