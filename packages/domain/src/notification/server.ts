export { countUnread, listNotifications } from "./use-cases/list-notifications.ts";
export { markAllNotificationsRead, markNotificationRead } from "./use-cases/mark-notification-read.ts";
export { notify, type NotifyInput } from "./use-cases/notify.ts";
