import { describe, expect, it } from "vitest";
import { addressKind, sameAddress } from "./address.ts";

describe("addressKind", () => {
  it.each(["8.8.8.8", "1.1.1.1", "140.82.121.4", "2606:4700::1111", "2a00:1450:4001::200e", "::ffff:8.8.8.8"])(
    "calls %s public",
    (address) => expect(addressKind(address)).toBe("public"),
  );

  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "::1",
    "fc00::1",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "0:0:0:0:0:ffff:10.0.0.1",
  ])("calls %s private", (address) => expect(addressKind(address)).toBe("private"));

  it.each([
    "169.254.169.254",
    "168.63.129.16",
    "0.0.0.0",
    "0.1.2.3",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "100::1",
    "4000::1",
    "localhost",
    "",
  ])("calls %s forbidden", (address) => expect(addressKind(address)).toBe("forbidden"));
});

describe("sameAddress", () => {
  it("compares addresses, not texts", () => {
    expect(sameAddress("::ffff:127.0.0.1", "127.0.0.1")).toBe(true);
    expect(sameAddress("0:0:0:0:0:0:0:1", "::1")).toBe(true);
    expect(sameAddress("127.0.0.1", "127.0.0.2")).toBe(false);
    expect(sameAddress("", "")).toBe(false);
  });
});
