import { describe, expect, it, vi } from "vitest";
import { late } from "./late.tsx";

describe("late", () => {
  it("fetches once, however often it is reached for, and tells who waits", async () => {
    const load = vi.fn(async () => "menu");
    const part = late(load);
    const heard = vi.fn();
    part.subscribe(heard);
    expect(part.current()).toBeUndefined();
    expect(load).not.toHaveBeenCalled();
    expect(await Promise.all([part.fetch(), part.fetch()])).toEqual(["menu", "menu"]);
    expect(load).toHaveBeenCalledOnce();
    expect(heard).toHaveBeenCalledOnce();
    expect(part.current()).toBe("menu");
  });

  it("can be fetched again after a failure, and tells nobody who has gone", async () => {
    const load = vi.fn(async () => "menu").mockRejectedValueOnce(new Error("no network"));
    const part = late(load);
    const heard = vi.fn();
    part.subscribe(heard)();
    await expect(part.fetch()).rejects.toThrow("no network");
    expect(part.current()).toBeUndefined();
    await part.fetch();
    expect(part.current()).toBe("menu");
    expect(heard).not.toHaveBeenCalled();
  });
});
