/** What the build of the web app reads from its environment; the running server's settings are in src/env.ts. */
export const buildEnv = {
  /** Folder of the build, relative to apps/web: tests and a running product keep theirs apart. */
  distDir: process.env.NEXT_DIST_DIR || ".next",
  /** Builds the page that shows every component of the design system. */
  designPage: process.env.DESIGN_PAGE === "1",
};
