import { z } from "zod";
import { PageSize, ProjectScope } from "../shared/index.ts";
import { Ecosystem, ManifestKind } from "./component.ts";

export const INVENTORY_STATES = ["queued", "reading", "ready", "failed"] as const;
export const InventoryState = z.enum(INVENTORY_STATES);
export type InventoryState = z.infer<typeof InventoryState>;

/** A lock file of an inventory. */
export const Manifest = z.object({
  id: z.string(),
  kind: ManifestKind,
  path: z.string(),
  components: z.int().nonnegative(),
  notices: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

/** The components of one revision in numbers; `direct` and `development` count components, not lock files. */
export const Inventory = z.object({
  revision: z.object({ number: z.int(), label: z.string(), ref: z.string(), isDefaultRef: z.boolean() }),
  state: InventoryState,
  failure: z.string().nullable(),
  notices: z.array(z.string()),
  manifests: z.array(Manifest),
  components: z.int().nonnegative(),
  direct: z.int().nonnegative(),
  development: z.int().nonnegative(),
  /** Components with advisories. */
  weak: z.int().nonnegative(),
  finishedAt: z.date().nullable(),
});
export type Inventory = z.infer<typeof Inventory>;

/** What is known to be wrong with a component. */
export const ComponentAdvisory = z.object({
  id: z.string(),
  severity: z.enum(["critical", "high", "medium", "low", "info"]),
  /** The first version with the fix; null when none is known. */
  fixed: z.string().nullable(),
  exploited: z.boolean(),
});
export type ComponentAdvisory = z.infer<typeof ComponentAdvisory>;

/** One component as lists show it. */
export const Component = z.object({
  manifest: z.string(),
  ordinal: z.int().nonnegative(),
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string().nullable(),
  purl: z.string(),
  direct: z.boolean(),
  dev: z.boolean(),
  path: z.string(),
  line: z.int().nullable(),
  licence: z.string().nullable(),
  repository: z.string().nullable(),
  commit: z.string().nullable(),
  /** `name version`, from the direct dependency down to the one that needs it. */
  way: z.array(z.string()),
  /** As the newest match found, worst first. */
  advisories: z.array(ComponentAdvisory),
});
export type Component = z.infer<typeof Component>;

/** The newest ready revision of the default branch when none is named. */
export const InventorySelector = ProjectScope.extend({ revision: z.int().positive().optional() });
export type InventorySelector = z.infer<typeof InventorySelector>;

export const ListComponents = InventorySelector.extend({
  search: z.string().trim().max(200).optional(),
  ecosystem: Ecosystem.optional(),
  manifest: z.string().max(1000).optional(),
  need: z.enum(["direct", "transitive"]).optional(),
  use: z.enum(["production", "development"]).optional(),
  /** Those alone of which something is known. */
  weak: z.boolean().default(false),
  limit: PageSize,
  cursor: z.string().max(2000).optional(),
});
export type ListComponents = z.infer<typeof ListComponents>;

export const TakeInventory = ProjectScope.extend({ revision: z.int().positive() });
export type TakeInventory = z.infer<typeof TakeInventory>;
