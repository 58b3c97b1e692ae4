export { generatedFolder, isTest, type Language, languageOf } from "./classify.ts";
export { readFoundry } from "./foundry.ts";
export { closurePragmas, type GraphSetting, type ImportGraph, importGraph, type MissingImport } from "./graph.ts";
export { type ReadHardhat, readHardhat } from "./hardhat.ts";
export { LOCK_FILES, type LockedPackage, readLockFile } from "./lock-files.ts";
export { countNsloc, countsForNsloc } from "./nsloc.ts";
export { packageOf } from "./remappings.ts";
export { type BuildSettings, FOUNDRY_DEFAULTS, type ReadConfiguration, writeFoundryToml } from "./settings.ts";
export { blankComments, solidityFacts } from "./solidity-text.ts";
