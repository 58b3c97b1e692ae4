/** What Playwright's `launchOptions` need; `executablePath` is undefined when Playwright shall use its own. */
export function chromium(): Promise<{ executablePath?: string; args: string[]; env: Record<string, string> }>;
