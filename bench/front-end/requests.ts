import { Agent, get } from "node:http";
import { round } from "../result.ts";

/** Requests one after the other, and then several at once for a while. */
const ONE_BY_ONE = 80;
const AT_ONCE = 4;
const ROUND_MS = 3000;
const ROUNDS = 3;

export interface Target {
  readonly url: string;
  readonly cookie?: string;
}

export interface Answers {
  /** Milliseconds to the first byte of the body, of one request at a time. */
  readonly p50: number;
  readonly p95: number;
  /** Whole answers in a second, of several at a time. */
  readonly perSecond: number;
}

/** First bytes and throughput of two pages, in turns on connections that stay open. */
export async function compareAnswers(a: Target, b: Target): Promise<{ a: Answers; b: Answers }> {
  const [ours, floor] = [measured(a), measured(b)];
  for (let index = 0; index < 20; index += 1) await Promise.all([ours.warm(), floor.warm()]);
  for (let index = 0; index < ONE_BY_ONE; index += 1) {
    for (const each of index % 2 === 0 ? [ours, floor] : [floor, ours]) await each.one();
  }
  for (let index = 0; index < ROUNDS; index += 1) {
    for (const each of index % 2 === 0 ? [ours, floor] : [floor, ours]) await each.many();
  }
  return { a: ours.answers(), b: floor.answers() };
}

function measured(target: Target) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const first: number[] = [];
  const rates: number[] = [];
  return {
    warm: () => ask(target, agent),
    one: async () => void first.push(await ask(target, agent)),
    async many() {
      const began = performance.now();
      let count = 0;
      const work = async (): Promise<void> => {
        while (performance.now() - began < ROUND_MS) {
          await ask(target, agent);
          count += 1;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      rates.push((count * 1000) / (performance.now() - began));
    },
    answers(): Answers {
      agent.destroy();
      return { p50: quantile(first, 0.5), p95: quantile(first, 0.95), perSecond: round(quantile(rates, 0.5), 1) };
    },
  };
}

/** Milliseconds until the first byte of the body; the answer is read to its end, and must be a page. */
function ask({ url, cookie }: Target, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let first: number | undefined;
    const headers = { "accept-encoding": "gzip", ...(cookie === undefined ? {} : { cookie }) };
    get(url, { agent, headers }, (answer) => {
      answer.on("data", () => (first ??= performance.now() - began));
      answer.on("error", reject);
      answer.on("end", () =>
        answer.statusCode === 200 && first !== undefined
          ? resolve(first)
          : reject(new Error(`${url} answered ${answer.statusCode}`)),
      );
    }).on("error", reject);
  });
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN, 2);
}
