export { profileError } from "./errors.ts";
export { addAsset } from "./use-cases/add-asset.ts";
export { archiveAsset, changeAsset } from "./use-cases/change-asset.ts";
export { getProfile, type ProfilePage } from "./use-cases/get-profile.ts";
export { listAssets } from "./use-cases/list-assets.ts";
export { type ComparedVersions, compareVersions, listVersions } from "./use-cases/list-versions.ts";
export { saveProfile } from "./use-cases/save-profile.ts";
