import { readdirSync } from "node:fs";
import path from "node:path";
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";

const APP = path.join(import.meta.dirname, "../src/app");

/** The type of the annotation with which a story says that a page passed its checks; its description is the path. */
export const CHECKED = "checked";

/** After a run of all stories: every page of the app was checked by one of them, or the run has failed. */
export default class RoutesReporter implements Reporter {
  readonly #checked = new Set<string>();
  #isWhole = false;

  onBegin(config: FullConfig, suite: Suite): void {
    const stories = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".spec.ts"));
    const begun = new Set(suite.allTests().map((test) => path.basename(test.location.file)));
    const isNarrowed = String(config.grep) !== "/.*/" || process.env.E2E_SET_UP_LINK === undefined;
    this.#isWhole = !isNarrowed && stories.every((name) => begun.has(name));
  }

  onTestEnd(_test: TestCase, { annotations }: TestResult): void {
    for (const { type, description = "" } of annotations) if (type === CHECKED) this.#checked.add(description);
  }

  async onEnd({ status }: FullResult): Promise<{ status?: FullResult["status"] } | undefined> {
    if (!this.#isWhole || status !== "passed") return undefined;
    const routes = routesOf(APP, []).sort((a, b) => dynamicParts(a) - dynamicParts(b));
    const seen = new Set([...this.#checked].map((place) => routes.find((route) => matches(route, place))));
    const missed = routes.filter((route) => !seen.has(route) && !REDIRECTS.includes(route));
    if (missed.length === 0) return undefined;
    process.stdout.write(`  No story checks these pages:\n${missed.map((route) => `    ${route}\n`).join("")}`);
    return { status: "failed" };
  }
}

/** They show nothing of their own. */
const REDIRECTS = ["/", "/o/[organization]/project"];

function routesOf(folder: string, segments: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return routesOf(path.join(folder, entry.name), [...segments, entry.name]);
    return entry.name === "page.tsx" ? [`/${segments.join("/")}`] : [];
  });
}

/** The route with the fewest wins, as in the app itself; a rest comes last. */
function dynamicParts(route: string): number {
  return route.split("[").length - 1 + (route.includes("[...") ? 100 : 0);
}

function matches(route: string, place: string): boolean {
  const source = route
    .split("/")
    .map((part) => (part.startsWith("[...") ? ".+" : part.startsWith("[") ? "[^/]+" : part))
    .join("/");
  return new RegExp(`^${source}$`).test(place);
}
