export { AccessScreen } from "./access/access-screen.tsx";
export { AssetScreen } from "./asset/asset-screen.tsx";
export { ProfileTabs } from "./profile-tabs.tsx";
export { QuestionnaireScreen } from "./questionnaire/questionnaire-screen.tsx";
export { StatementScreen } from "./statement-screen.tsx";
export { VersionScreen } from "./version/version-screen.tsx";
