import { describe, expect, it } from "vitest";
import { descendantsOf, isAlive, type ProcessState, readProcess, readProcesses } from "./process-tree.ts";

const state = (pid: number, parent: number): ProcessState => ({ pid, parent, tasks: 1, rssBytes: 0, startTicks: 1 });

describe.runIf(process.platform === "linux")("the process table", () => {
  it("reads this process with its parent, threads and memory", () => {
    const self = readProcess(process.pid);
    expect(self).toMatchObject({ pid: process.pid, parent: process.ppid });
    expect(self?.tasks).toBeGreaterThan(1);
    // Within a factor of two of what Node says itself: the unit is right.
    expect((self?.rssBytes ?? 0) / process.memoryUsage.rss()).toBeGreaterThan(0.5);
    expect((self?.rssBytes ?? 0) / process.memoryUsage.rss()).toBeLessThan(2);
    expect(readProcesses().some(({ pid }) => pid === process.pid)).toBe(true);
  });

  it("tells a process from a later one with the same id", () => {
    const self = readProcess(process.pid);
    expect(isAlive(process.pid, self?.startTicks ?? -1)).toBe(true);
    expect(isAlive(process.pid, 1)).toBe(false);
  });
});

describe("descendantsOf", () => {
  it("finds children of children, parents first, and nobody else's", () => {
    const processes = [state(9, 5), state(5, 2), state(3, 1), state(2, 1), state(7, 3)];
    expect(descendantsOf(2, processes).map(({ pid }) => pid)).toEqual([5, 9]);
  });

  it("finds nothing below a process without children", () => {
    expect(descendantsOf(42, [state(1, 0)])).toEqual([]);
  });
});
