import type { Browser, Page } from "@playwright/test";
import { begin, WATCH } from "./browser.ts";
import { quantile } from "./requests.ts";

/** What dragging did: milliseconds between frames (75th percentile), tasks over 50 ms, and the longest of them. */
export interface Dragged {
  readonly frame: number;
  readonly frames: number;
  readonly longTasks: number;
  readonly longest: number;
}

interface Drawing {
  readonly url: string;
  readonly cookie: { readonly name: string; readonly value: string };
  readonly elements: number;
}

const MOVES = 120;
const RADIUS = 160;
/** Not a whole number: the box ends elsewhere than it began. */
const TURNS = 1.75;
/** The pointer tells of itself about once a frame. */
const PAUSE_MS = 16;

/** Takes the box in the middle of the window and drags it in circles for two seconds. */
export async function dragAbout(browser: Browser, { url, cookie, elements }: Drawing): Promise<Dragged> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  try {
    await context.addCookies([{ ...cookie, url }]);
    const page = await context.newPage();
    await page.addInitScript({ content: WATCH });
    await page.addInitScript({ content: LONGEST });
    await page.goto(url);
    const boxes = page.locator(".react-flow__node");
    await boxes.nth(elements - 1).waitFor({ state: "attached" });
    await page.waitForTimeout(3000);
    if ((await boxes.count()) !== elements) throw new Error(`not ${elements} boxes are drawn`);
    const box = await inTheMiddle(page);
    const at = await placeOf(page, box);
    const from = { x: at.x + at.width / 4, y: at.y + at.height / 4 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await begin(page);
    await page.evaluate("window.longest = 0; window.benchFrames()");
    for (let move = 1; move <= MOVES; move += 1) {
      const angle = (move / MOVES) * TURNS * 2 * Math.PI;
      await page.mouse.move(from.x + RADIUS * Math.sin(angle), from.y + (RADIUS / 2) * (1 - Math.cos(angle)));
      await page.waitForTimeout(PAUSE_MS);
    }
    const { tasks, frames, longest } = (await page.evaluate("({ ...window.bench, longest: window.longest })")) as {
      tasks: number;
      frames: number[];
      longest: number;
    };
    const now = await placeOf(page, box);
    await page.mouse.up();
    if (Math.abs(now.x - at.x) < RADIUS / 2) throw new Error("the box was not dragged");
    return { frame: quantile(frames, 0.75), frames: frames.length, longTasks: tasks, longest: Math.round(longest) };
  } finally {
    await context.close();
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const BOXES = `[...document.querySelectorAll(".react-flow__node-element")]`;

/** Which box is nearest to the middle of the drawing: at its edge the drawing would move, and the box with it. */
async function inTheMiddle(page: Page): Promise<string> {
  const id = (await page.evaluate(`(() => {
    const { left, top, width, height } = document.querySelector(".react-flow").getBoundingClientRect();
    const far = (box) => {
      const at = box.getBoundingClientRect();
      return Math.hypot(at.x - left - width / 2, at.y - top - height / 2);
    };
    return ${BOXES}.sort((a, b) => far(a) - far(b))[0]?.dataset.id ?? null;
  })()`)) as string | null;
  if (id === null) throw new Error("no box is on screen");
  return id;
}

/** Where a box is in the window; asked of the page itself, which draws what is in the window alone. */
async function placeOf(page: Page, id: string): Promise<Place> {
  const ask = `${BOXES}.find((box) => box.dataset.id === ${JSON.stringify(id)})?.getBoundingClientRect().toJSON() ?? null`;
  const place = (await page.evaluate(ask)) as Place | null;
  if (place === null) throw new Error("the box is not on screen");
  return place;
}

const LONGEST = `
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask" });
`;
