/** Chosen by a person; `system` follows the machine. */
export type ThemeChoice = "system" | "light" | "dark";

/** The cookie that keeps the choice, so that the server renders it without a flash. */
export const THEME_COOKIE = "theme";

/** What a cookie or a form says, as a choice; anything else is `system`. */
export function parseThemeChoice(text: string | undefined): ThemeChoice {
  return text === "light" || text === "dark" ? text : "system";
}

/** The choice in a `document.cookie` text. */
export function themeFromCookies(cookies: string): ThemeChoice {
  return parseThemeChoice(new RegExp(`(?:^|; )${THEME_COOKIE}=(\\w+)`, "u").exec(cookies)?.[1]);
}

/** Runs before the first paint, so it is text and knows no module: resolves `system`, which a server cannot. */
export const THEME_SCRIPT = `(function(){var c=/(?:^|; )${THEME_COOKIE}=(light|dark)/.exec(document.cookie);document.documentElement.dataset.theme=c?c[1]:matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"})()`;
