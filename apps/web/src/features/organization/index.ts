export { AuditLog } from "./audit-log.tsx";
export { GeneralSettings } from "./general-settings.tsx";
export { JoinPage } from "./join-page.tsx";
export { LimitsScreen } from "./limits-screen.tsx";
export { MembersScreen } from "./members-screen.tsx";
export { NoOrganization } from "./no-organization.tsx";
export { OrganizationFrame } from "./organization-frame.tsx";
export { SettingsTabs } from "./settings-tabs.tsx";
