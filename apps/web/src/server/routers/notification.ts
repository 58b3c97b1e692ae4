import { ListNotifications, MarkNotificationRead } from "@redoubt/domain/notification";
import {
  countUnread,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
} from "@redoubt/domain/notification/server";
import { OrganizationScope } from "@redoubt/domain/shared";
import { organizationProcedure, router } from "../procedures.ts";

export const notificationRouter = router({
  list: organizationProcedure("notification:read")
    .input(ListNotifications)
    .query(({ ctx, input }) => listNotifications(ctx.deps, input)),
  unread: organizationProcedure("notification:read")
    .input(OrganizationScope)
    .query(({ ctx }) => countUnread(ctx.deps)),
  markRead: organizationProcedure("notification:read")
    .input(MarkNotificationRead)
    .mutation(({ ctx, input }) => markNotificationRead(ctx.deps, input)),
  markAllRead: organizationProcedure("notification:read")
    .input(OrganizationScope)
    .mutation(({ ctx }) => markAllNotificationsRead(ctx.deps)),
});
