import {
  CreateChannel,
  ListMessages,
  ListNotifications,
  MarkNotificationRead,
  SaveNotificationSettings,
  SelectChannel,
  SelectMessage,
  SwitchChannel,
  UpdateChannel,
} from "@redoubt/domain/notification";
import {
  countUnread,
  createChannel,
  getChannel,
  getMessage,
  getSettings,
  listChannels,
  listMessages,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
  rehearseMessages,
  removeChannel,
  resendMessage,
  rotateKey,
  saveSettings,
  switchChannel,
  testChannel,
  testMail,
  updateChannel,
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
  settings: organizationProcedure("notification:read")
    .input(OrganizationScope)
    .query(({ ctx, input }) => getSettings(ctx.deps, input, ctx.operator)),
  saveSettings: organizationProcedure("notification:read")
    .input(SaveNotificationSettings)
    .mutation(({ ctx, input }) => saveSettings(ctx.deps, input)),
  rehearse: organizationProcedure("notification:read")
    .input(OrganizationScope)
    .query(({ ctx, input }) => rehearseMessages(ctx.deps, input)),
  testMail: organizationProcedure("notification:read")
    .input(OrganizationScope)
    .mutation(({ ctx, input }) => testMail(ctx.deps, input, ctx.operator)),
  message: organizationProcedure("notification:read")
    .input(SelectMessage)
    .query(({ ctx, input }) => getMessage(ctx.deps, input)),
  channels: organizationProcedure("notification:configure")
    .input(OrganizationScope)
    .query(({ ctx }) => listChannels(ctx.deps)),
  channel: organizationProcedure("notification:configure")
    .input(SelectChannel)
    .query(({ ctx, input }) => getChannel(ctx.deps, input)),
  createChannel: organizationProcedure("notification:configure")
    .input(CreateChannel)
    .mutation(({ ctx, input }) => createChannel(ctx.deps, input)),
  updateChannel: organizationProcedure("notification:configure")
    .input(UpdateChannel)
    .mutation(({ ctx, input }) => updateChannel(ctx.deps, input)),
  switchChannel: organizationProcedure("notification:configure")
    .input(SwitchChannel)
    .mutation(({ ctx, input }) => switchChannel(ctx.deps, input)),
  rotateKey: organizationProcedure("notification:configure")
    .input(SelectChannel)
    .mutation(({ ctx, input }) => rotateKey(ctx.deps, input)),
  removeChannel: organizationProcedure("notification:configure")
    .input(SelectChannel)
    .mutation(({ ctx, input }) => removeChannel(ctx.deps, input)),
  testChannel: organizationProcedure("notification:configure")
    .input(SelectChannel)
    .mutation(({ ctx, input }) => testChannel(ctx.deps, input)),
  messages: organizationProcedure("notification:configure")
    .input(ListMessages)
    .query(({ ctx, input }) => listMessages(ctx.deps, input)),
  resend: organizationProcedure("notification:configure")
    .input(SelectMessage)
    .mutation(({ ctx, input }) => resendMessage(ctx.deps, input)),
});
