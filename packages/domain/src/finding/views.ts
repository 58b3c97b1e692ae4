import { z } from "zod";
import { OrganizationScope, typedId } from "../shared/index.ts";
import { FindingFilters, FindingSort } from "./filters.ts";
import { GROUPINGS } from "./vocabulary.ts";

/** As many views as one member keeps, and as many as an organization shares. */
export const MOST_VIEWS = 50;

/** What a view opens: filters, grouping and order; not the place in it. */
export const SavedList = z.strictObject({
  filters: FindingFilters,
  group: z.enum(GROUPINGS).nullable(),
  sort: FindingSort,
});
export type SavedList = z.infer<typeof SavedList>;

/** A list that someone named. `mine` may be changed and deleted by the reader; shared ones by who may share. */
export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  shared: z.boolean(),
  /** Saved by the reader. */
  own: z.boolean(),
  /** The reader may rename, change and delete it. */
  mayChange: z.boolean(),
  list: SavedList,
  rowVersion: z.int(),
});
export type SavedView = z.infer<typeof SavedView>;

const ViewName = z.string().trim().min(1).max(60);

export const CreateView = OrganizationScope.extend({ name: ViewName, shared: z.boolean(), list: SavedList });
export type CreateView = z.infer<typeof CreateView>;

export const ChangeView = OrganizationScope.extend({
  id: typedId("savedView"),
  rowVersion: z.int().positive(),
  name: ViewName.optional(),
  shared: z.boolean().optional(),
  list: SavedList.optional(),
});
export type ChangeView = z.infer<typeof ChangeView>;

export const DeleteView = OrganizationScope.extend({ id: typedId("savedView") });
export type DeleteView = z.infer<typeof DeleteView>;

/** All of the reader's own views, or all shared ones, in their new order. */
export const OrderViews = OrganizationScope.extend({
  shared: z.boolean(),
  ids: z.array(typedId("savedView")).min(1).max(MOST_VIEWS),
});
export type OrderViews = z.infer<typeof OrderViews>;
