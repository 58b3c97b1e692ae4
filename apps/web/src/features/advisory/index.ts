export { AdvisorySettingsScreen } from "./settings-screen.tsx";
export { DependenciesScreen } from "./dependencies-screen.tsx";
export { componentsInput, inventoryInput, loadDependencies } from "./list-state.ts";
