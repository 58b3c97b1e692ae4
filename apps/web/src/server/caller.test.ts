import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callerOf, isLoopback, PEER_HEADER, PEER_NOTED } from "./caller.ts";
import { isLoopbackHost } from "./http/loopback-host.ts";

const flags = globalThis as Record<symbol, unknown>;
const addressOf = (headers: Record<string, string>, hops: number): string | null =>
  callerOf(new Headers(headers), hops).address;

describe("callerOf", () => {
  beforeEach(() => {
    flags[PEER_NOTED] = true;
  });
  afterEach(() => {
    delete flags[PEER_NOTED];
  });

  it("trusts the connection alone when no proxy was named, whatever the client writes", () => {
    expect(addressOf({ [PEER_HEADER]: "198.51.100.1", "x-forwarded-for": "203.0.113.9" }, 0)).toBe("198.51.100.1");
  });

  it("takes what the trusted proxies appended, not what the client wrote before them", () => {
    const headers = { [PEER_HEADER]: "10.0.0.2", "x-forwarded-for": "1.2.3.4, 203.0.113.9" };
    expect(addressOf(headers, 1)).toBe("203.0.113.9");
    expect(addressOf({ ...headers, "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.1" }, 2)).toBe("203.0.113.9");
  });

  it("falls back to the connection when the proxy wrote nothing of use", () => {
    expect(addressOf({ [PEER_HEADER]: "10.0.0.2" }, 1)).toBe("10.0.0.2");
    expect(addressOf({ [PEER_HEADER]: "10.0.0.2", "x-forwarded-for": "<script>" }, 1)).toBe("10.0.0.2");
    expect(addressOf({ [PEER_HEADER]: "10.0.0.2", "x-forwarded-for": "203.0.113.9" }, 2)).toBe("10.0.0.2");
  });

  it("believes no peer header that this process did not write", () => {
    delete flags[PEER_NOTED];
    expect(addressOf({ [PEER_HEADER]: "127.0.0.1" }, 0)).toBeNull();
  });

  it("takes a request id only in its own form", () => {
    const id = "01a20323-20dd-76c7-8b39-a0ade471e35c";
    expect(callerOf(new Headers({ "x-request-id": id }), 0).requestId).toBe(id);
    expect(callerOf(new Headers({ "x-request-id": 'x","admin":"1' }), 0).requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

it.each([
  ["127.0.0.1", true],
  ["127.8.9.1", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["10.0.0.1", false],
  ["::ffff:10.0.0.1", false],
  [null, false],
])("isLoopback(%s) is %s", (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});

it.each([
  ["localhost:4300", true],
  ["localhost", true],
  ["127.0.0.1:4300", true],
  ["[::1]:4300", true],
  ["localhost.evil.example", false],
  ["evil.example", false],
  ["127.0.0.1.evil.example", false],
  [null, false],
])("isLoopbackHost(%s) is %s", (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
