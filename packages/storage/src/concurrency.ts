/** Runs a task for each item, at most `width` at a time; stops starting new ones at the first failure and throws it. */
export async function forEachLimited<T>(
  items: AsyncIterable<T> | Iterable<T>,
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const item of items) {
    if (failures.length > 0) break;
    const started: Promise<void> = task(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(started));
    running.add(started);
    if (running.size >= width) await Promise.race(running);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
