import { z } from "zod";
import { OrganizationScope, PageSize, typedId } from "../shared/index.ts";

/** One message to one member, inside the product. */
export const NotificationEntry = z.object({
  id: z.string(),
  /** `<slice>.<event>`: what happened. */
  kind: z.string(),
  title: z.string(),
  /** Path inside the product. */
  href: z.string().nullable(),
  createdAt: z.date(),
  readAt: z.date().nullable(),
});
export type NotificationEntry = z.infer<typeof NotificationEntry>;

export const ListNotifications = OrganizationScope.extend({
  unreadOnly: z.boolean().default(false),
  cursor: z.string().max(200).optional(),
  limit: PageSize,
});
export type ListNotifications = z.infer<typeof ListNotifications>;

export const MarkNotificationRead = OrganizationScope.extend({ id: typedId("notification") });
export type MarkNotificationRead = z.infer<typeof MarkNotificationRead>;
