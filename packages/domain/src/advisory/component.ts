import { z } from "zod";

/** Where packages come from, by the names of the OSV schema where it has one; Soldeer and Git are the house's own. */
export const ECOSYSTEMS = ["npm", "PyPI", "crates.io", "Go", "Soldeer", "Git"] as const;
export const Ecosystem = z.enum(ECOSYSTEMS);
export type Ecosystem = z.infer<typeof Ecosystem>;

/** The kinds of files that name components; ids are kept, inventories store them. */
export const MANIFEST_KINDS = [
  { id: "npm", title: "npm" },
  { id: "pnpm", title: "pnpm" },
  { id: "yarn", title: "Yarn" },
  { id: "soldeer", title: "Soldeer" },
  { id: "submodules", title: "git submodules" },
  { id: "libraries", title: "library folders" },
  { id: "cargo", title: "Cargo" },
  { id: "go", title: "Go modules" },
  { id: "requirements", title: "pip requirements" },
  { id: "poetry", title: "Poetry" },
  { id: "pipfile", title: "Pipenv" },
  { id: "uv", title: "uv" },
] as const;
export const ManifestKind = z.enum(MANIFEST_KINDS.map(({ id }) => id));
export type ManifestKind = z.infer<typeof ManifestKind>;

/** What one revision's inventory may hold; what is beyond is left out and named, never cut silently. Bytes. */
export const INVENTORY_LIMITS = {
  manifests: 200,
  manifestBytes: 32 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  componentsPerManifest: 20_000,
  components: 60_000,
  /** Dependencies that one component may name. */
  requirements: 5000,
  /** Steps of the way from a direct dependency that are kept. */
  way: 30,
  name: 300,
  version: 200,
} as const;

/** One package of a lock file. Lines are 1-based. */
export const FoundComponent = z.object({
  ecosystem: Ecosystem,
  name: z.string().min(1).max(INVENTORY_LIMITS.name),
  /** Null where the file pins none. */
  version: z.string().min(1).max(INVENTORY_LIMITS.version).nullable(),
  purl: z.string().max(2000),
  /** Named by the project itself, not only by what it depends on. */
  direct: z.boolean(),
  /** Needed for development alone. */
  dev: z.boolean(),
  line: z.int().positive().nullable(),
  licence: z.string().max(200).nullable(),
  /** Subresource integrity of the archive: `sha512-…`. */
  integrity: z.string().max(200).nullable(),
  /** Git address and commit, of what is taken from git. */
  repository: z.string().max(500).nullable(),
  commit: z.string().max(64).nullable(),
  /** npm packages that it is, too, by the project's own remappings. */
  knownAs: z.array(z.string().max(INVENTORY_LIMITS.name)).max(5),
  /** Positions in the same list. */
  dependsOn: z.array(z.int().nonnegative()).max(INVENTORY_LIMITS.requirements),
  /** The shortest way here: `name version` from a direct dependency to the one that needs it; empty for direct ones. */
  way: z.array(z.string()).max(INVENTORY_LIMITS.way),
});
export type FoundComponent = z.infer<typeof FoundComponent>;

/** One lock file as it was read; `notices` say what of it could not be. */
export const FoundManifest = z.object({
  kind: ManifestKind,
  path: z.string().max(1000),
  components: z.array(FoundComponent).max(INVENTORY_LIMITS.componentsPerManifest),
  notices: z.array(z.string().max(1000)).max(100),
});
export type FoundManifest = z.infer<typeof FoundManifest>;
