export { KIND_WORDS } from "./kind-words.ts";
export { NewProject } from "./new-project.tsx";
export { ProjectList } from "./project-list.tsx";
export { ProjectSettings } from "./project-settings.tsx";
export { usePermissions } from "./use-permissions.ts";
