import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { chromium as installed } from "../../tooling/chromium.mjs";
import { round } from "../result.ts";
import { quantile } from "./requests.ts";

/** What a person does with a list: times of interactions in ms, tasks of the page over 50 ms, and what it weighs then. */
export interface Handled {
  readonly keys: number;
  readonly filter: number;
  /** Milliseconds between frames while scrolling, 75th percentile. */
  readonly scroll: number;
  readonly longTasks: Readonly<Record<Deed, number>>;
  readonly nodes: number;
  readonly rows: number;
  /** JavaScript heap in MB after a collection. */
  readonly memory: number;
}

type Deed = "keys" | "filter" | "scroll";

export interface Subject {
  readonly url: string;
  /** Where words of a filter are typed. */
  readonly filter: (page: Page) => Promise<void>;
  readonly leaveFilter: (page: Page) => Promise<void>;
  readonly cookie?: { readonly name: string; readonly value: string };
}

const KEYS = 60;
const WORDS = "needle";
const WHEELS = 60;
const WHEEL_PX = 240;
const PAUSE_MS = 60;
/** An interaction that is quicker than the clock of event timing is not told; its steps are 8 ms. */
const UNTOLD_MS = 8;

export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await installed();
  return chromium.launch({
    args: [...args, "--enable-precise-memory-info"],
    ...(executablePath === undefined ? {} : { executablePath }),
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

/** Opens a list and works in it: down by keys, a filter by words and back, then by the wheel. */
export async function handle(browser: Browser, subject: Subject): Promise<Handled> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  try {
    if (subject.cookie !== undefined) await context.addCookies([{ ...subject.cookie, url: subject.url }]);
    return await handleIn(context, subject);
  } finally {
    await context.close();
  }
}

async function handleIn(context: BrowserContext, subject: Subject): Promise<Handled> {
  const page = await context.newPage();
  await page.addInitScript({ content: WATCH });
  await page.goto(subject.url);
  await page.locator("[data-list] [data-row]").first().waitFor();
  // Until everything that comes after the list has come; a page with an event stream is never idle.
  await page.waitForTimeout(3000);
  const longTasks = { keys: 0, filter: 0, scroll: 0 };

  await begin(page);
  for (let count = 0; count < KEYS; count += 1) {
    await page.keyboard.press("j");
    await page.waitForTimeout(PAUSE_MS);
  }
  const keys = await told(page, KEYS);
  longTasks.keys = keys.longTasks;

  await subject.filter(page);
  await begin(page);
  await page.keyboard.type(WORDS, { delay: 2 * PAUSE_MS });
  await page.waitForTimeout(600);
  const filter = await told(page, WORDS.length);
  longTasks.filter = filter.longTasks;
  await subject.leaveFilter(page);
  await page.locator("[data-list] [data-row]").nth(5).waitFor();
  await page.waitForTimeout(600);

  await page.locator("[data-list]").hover();
  await begin(page);
  await page.evaluate("window.benchFrames()");
  for (let count = 0; count < WHEELS; count += 1) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.waitForTimeout(PAUSE_MS / 2);
  }
  await page.waitForTimeout(800);
  const scroll = await told(page, 0);
  longTasks.scroll = scroll.longTasks;
  const weight = await weigh(context, page);
  return { keys: keys.p75, filter: filter.p75, scroll: scroll.frame, longTasks, ...weight };
}

/** Forgets what was observed. */
export async function begin(page: Page): Promise<void> {
  await page.evaluate("window.bench = { events: {}, tasks: 0, frames: [] }");
}

/** What was observed since `begin`. */
export async function told(
  page: Page,
  interactions: number,
): Promise<{ p75: number; longTasks: number; frame: number }> {
  await page.waitForTimeout(300);
  const { events, tasks, frames } = (await page.evaluate("window.bench")) as {
    events: Record<string, number>;
    tasks: number;
    frames: number[];
  };
  const seen = Object.values(events);
  const untold = Math.max(0, interactions - seen.length);
  const times = [...seen, ...Array.from({ length: untold }, () => UNTOLD_MS)];
  return { p75: quantile(times, 0.75), longTasks: tasks, frame: quantile(frames, 0.75) };
}

async function weigh(context: BrowserContext, page: Page): Promise<Pick<Handled, "nodes" | "rows" | "memory">> {
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const nodes = await page.locator("*").count();
  const rows = await page.locator("[data-list] li").count();
  return { nodes, rows, memory: round(usedSize / 1e6, 1) };
}

/** Runs in the page before its own scripts, which is why it is a text: its names are those of the browser. */
export const WATCH = `
window.bench = { events: {}, tasks: 0, frames: [] };
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) {
    if (interactionId) window.bench.events[interactionId] = Math.max(window.bench.events[interactionId] ?? 0, duration);
  }
}).observe({ type: "event", durationThreshold: 16 });
new PerformanceObserver((list) => {
  window.bench.tasks += list.getEntries().length;
}).observe({ type: "longtask" });
window.benchFrames = () => {
  let last = performance.now();
  const began = last;
  const step = (now) => {
    window.bench.frames.push(now - last);
    last = now;
    if (now - began < 3000) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
};
`;
