import { describe, expect, it } from "vitest";
import { createOutbound } from "./outbound.ts";
import { createPolicy } from "./policy.ts";

describe("an address given by a user", () => {
  const outbound = createOutbound();

  it.each([
    ["127.0.0.1 in decimal", "http://2130706433/"],
    ["127.0.0.1 in octal", "http://0177.0.0.1/"],
    ["127.0.0.1 in hexadecimal", "http://0x7f.1/"],
    ["127.0.0.1 shortened", "http://127.1/"],
    ["zero", "http://0/"],
    ["IPv6 loopback", "http://[::1]/"],
    ["IPv4 inside IPv6", "http://[::ffff:127.0.0.1]/"],
    ["IPv4 inside IPv6 in hexadecimal", "http://[::ffff:7f00:1]/"],
    ["a private network", "https://10.0.0.8/"],
    ["the metadata service", "http://169.254.169.254/latest/meta-data/"],
    ["the metadata service by full-width digits", "http://①⑥⑨.254.169.254/"],
    ["carrier-grade NAT", "http://100.64.0.1/"],
    ["unique local IPv6", "http://[fd00::1]/"],
    ["link-local IPv6", "http://[fe80::1]/"],
    ["a name that leads to loopback", "http://localhost/"],
  ])("is refused when it is %s", async (_name, url) => {
    await expect(outbound.checkUrl(url)).rejects.toMatchObject({ code: "outbound.address-refused" });
    await expect(outbound.fetch(url)).rejects.toMatchObject({ code: "outbound.address-refused" });
  });

  it.each([
    "",
    "not an address",
    "https://",
    "//example.test/x",
    "file:///etc/passwd",
    "ftp://example.test/",
    "gopher://example.test/",
    "git://example.test/x",
    "ext::sh -c id",
    "javascript:alert(1)",
    "data:text/plain,x",
    "https://user:password@example.test/",
    "https://token@example.test/",
  ])("is refused when its form is %j", async (url) => {
    await expect(outbound.checkUrl(url)).rejects.toMatchObject({ code: "outbound.url-refused" });
    await expect(outbound.fetch(url)).rejects.toMatchObject({ code: "outbound.url-refused" });
  });

  it("comes back normalized when it is public", async () => {
    expect(await outbound.checkUrl("HTTPS://8.8.8.8:443/a/../b")).toBe("https://8.8.8.8/b");
  });
});

describe("the operator's allowances", () => {
  it("are for the host and port that they name", async () => {
    const policy = createPolicy({ allowedHosts: ["Localhost:8080", "10.0.0.8", "[::1]:9000", " "] });
    expect(await policy.resolve("localhost", 8080)).not.toEqual([]);
    expect(await policy.resolve("10.0.0.8", 1)).not.toEqual([]);
    expect(await policy.resolve("::1", 9000)).not.toEqual([]);
    for (const [host, port] of [
      ["localhost", 8081],
      ["127.0.0.1", 8080],
      ["10.0.0.9", 443],
      ["::1", 9001],
    ] as const) {
      await expect(policy.resolve(host, port)).rejects.toMatchObject({ code: "outbound.address-refused" });
    }
  });

  it("for private networks leave link-local and metadata addresses closed", async () => {
    const policy = createPolicy({ allowPrivateAddresses: true });
    expect(await policy.resolve("192.168.1.1", 443)).not.toEqual([]);
    for (const host of ["169.254.169.254", "fe80::1", "0.0.0.0", "168.63.129.16"]) {
      await expect(policy.resolve(host, 80)).rejects.toMatchObject({ code: "outbound.address-refused" });
    }
  });

  it("are needed for http repositories", () => {
    expect(() => createPolicy({}).parseUrl("http://8.8.8.8/x", "git")).toThrow(
      expect.objectContaining({ code: "outbound.url-refused" }),
    );
    expect(createPolicy({}).parseUrl("http://8.8.8.8/x", "fetch").host).toBe("8.8.8.8");
    expect(createPolicy({ allowedHosts: ["8.8.8.8"] }).parseUrl("http://8.8.8.8/x", "git").host).toBe("8.8.8.8");
  });
});
