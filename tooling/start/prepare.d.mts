/** Builds the web app into `distDir` below apps/web, unless it was built from the same inputs; true when it had to. */
export function buildWeb(distDir: string, env: NodeJS.ProcessEnv): Promise<boolean>;
