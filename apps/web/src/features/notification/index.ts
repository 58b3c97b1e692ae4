export { ChannelScreen } from "./channel/channel-screen.tsx";
export { ChannelsScreen } from "./channel/channels-screen.tsx";
export { NewChannelScreen } from "./channel/new-channel-screen.tsx";
export { InboxScreen } from "./inbox-screen.tsx";
export { deliveryInput, inboxInput } from "./list-input.ts";
export { NotificationBell } from "./notification-bell.tsx";
export { NotificationTabs } from "./notification-tabs.tsx";
export { RehearsalScreen } from "./rehearsal-screen.tsx";
export { SettingsScreen } from "./settings-screen.tsx";
