export { profileError } from "./errors.ts";
export { addAsset } from "./use-cases/add-asset.ts";
export { archiveAsset, changeAsset } from "./use-cases/change-asset.ts";
export { assignRole } from "./use-cases/assign-role.ts";
export { type AccessMap, type AccessReadingView, getAccessMap } from "./use-cases/get-access-map.ts";
export { getProfile, type ProfilePage } from "./use-cases/get-profile.ts";
export { listAssets, readAssets } from "./use-cases/list-assets.ts";
export { type ComparedVersions, compareVersions, listVersions } from "./use-cases/list-versions.ts";
export { cancelAccessReading, refreshAccess, requestAccessReading } from "./use-cases/request-access-reading.ts";
export {
  type AccessTask,
  completeAccessReading,
  failAccessReading,
  holdsAccessReading,
  locateAccessReading,
  releaseAccessReading,
  startAccessReading,
} from "./use-cases/run-access-reading.ts";
export { archiveHolder, saveHolder } from "./use-cases/save-holder.ts";
export { addPower, changePower, removePower, setAccessLimits } from "./use-cases/save-power.ts";
export { saveProfile } from "./use-cases/save-profile.ts";
