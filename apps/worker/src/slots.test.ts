import { describe, expect, it } from "vitest";
import { createSlots } from "./slots.ts";

describe("createSlots", () => {
  it("never runs more than its size and keeps the order", async () => {
    const slots = createSlots(2);
    const signal = new AbortController().signal;
    let running = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map((id) =>
        slots(signal, async () => {
          running += 1;
          most = Math.max(most, running);
          order.push(id);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it("lets a waiter leave on abort without losing its slot", async () => {
    const slots = createSlots(1);
    const keep = new AbortController();
    const leave = new AbortController();
    let release: () => void = () => undefined;
    const first = slots(keep.signal, () => new Promise<void>((resolve) => (release = resolve)));
    const second = slots(leave.signal, async () => "never");
    leave.abort(new Error("gone"));
    await expect(second).rejects.toThrow("gone");
    release();
    await first;
    await expect(slots(keep.signal, async () => "next")).resolves.toBe("next");
  });
});
