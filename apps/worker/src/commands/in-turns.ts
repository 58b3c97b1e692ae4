import { availableParallelism } from "node:os";

/** Two at a time, where there are two processors; the answers in the order asked. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  return items.map((_, index) => results.get(index) as R);
}
