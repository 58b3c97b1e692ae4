import { expect, it } from "vitest";
import { addressKey, SESSION_ABSOLUTE_MS, SESSION_IDLE_MS, sessionEnd } from "./limits.ts";

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:DB8:0001:0002::9", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  [null, "unknown"],
])("counts %s as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

it("ends a session at its idle limit or its absolute one, whichever comes first", () => {
  const created = new Date("2026-01-01T00:00:00Z");
  const expiresAt = new Date(created.getTime() + SESSION_ABSOLUTE_MS);
  expect(sessionEnd({ lastSeenAt: created, expiresAt })).toEqual(new Date(created.getTime() + SESSION_IDLE_MS));
  const late = new Date(expiresAt.getTime() - 1000);
  expect(sessionEnd({ lastSeenAt: late, expiresAt })).toEqual(expiresAt);
});
