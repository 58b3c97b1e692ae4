export { AppFrame } from "./app-frame.tsx";
export { ErrorDocument, ErrorScreen } from "./error-screen.tsx";
export type { FrameData, FrameStage } from "./frame-data.ts";
export { Logo } from "./logo.tsx";
export { paths, placeOf } from "./paths.ts";
export { ForbiddenScreen, NotFoundScreen } from "./problem-screen.tsx";
export { isStale, SignInAgain } from "./sign-in-again.tsx";
export { parseThemeChoice, THEME_COOKIE, THEME_SCRIPT } from "./theme.ts";
export { ThemeKeeper } from "./use-theme.ts";
