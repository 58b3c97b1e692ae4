export { AppFrame, type AppFrameProps } from "./app-frame.tsx";
export { ErrorDocument, ErrorScreen, type ErrorScreenProps } from "./error-screen.tsx";
export type { FrameData, FrameProject, FrameStage } from "./frame-data.ts";
export { Logo } from "./logo.tsx";
export { type PaletteSearch, usePaletteCommands, usePaletteSearch } from "./palette-commands.tsx";
export { type Place, paths, placeOf } from "./paths.ts";
export { ForbiddenScreen, NotFoundScreen, ProblemScreen, type ProblemScreenProps } from "./problem-screen.tsx";
export { builtSlices, SLICE_LABELS, STAGES, type Stage, type StageId, stageOfSlice } from "./stages.ts";
export { parseThemeChoice, THEME_COOKIE, THEME_SCRIPT, type ThemeChoice } from "./theme.ts";
