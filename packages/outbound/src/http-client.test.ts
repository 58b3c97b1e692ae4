import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createOutbound } from "./outbound.ts";
import { createCertificate } from "./testing.ts";

vi.setConfig({ testTimeout: 30_000 });

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener, host = "127.0.0.1") {
  const seen: { url: string; method: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      seen.push({ url: request.url ?? "", method: request.method ?? "", headers: request.headers, body });
      listener(request, response);
    });
  });
  return { seen, ...(await start(server, host)) };
}

async function start(server: Server, host = "127.0.0.1") {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { host: `localhost:${port}`, port };
}

describe("fetch", () => {
  it("sends method, headers and body, and returns the whole answer", async () => {
    const { host, seen } = await serve((_request, response) => {
      response.writeHead(201, { "X-Kind": "test" }).end('{"made":true}');
    });
    const outbound = createOutbound({ allowedHosts: [host] });
    const answer = await outbound.fetch(`http://${host}/hook?a=1`, {
      method: "POST",
      headers: { "X-Id": "7" },
      body: "text",
    });
    expect(answer).toMatchObject({ status: 201, ok: true, url: `http://${host}/hook?a=1` });
    expect(answer.headers["x-kind"]).toBe("test");
    expect(answer.json()).toEqual({ made: true });
    expect(seen).toMatchObject([{ method: "POST", url: "/hook?a=1", body: "text", headers: { "x-id": "7" } }]);
  });

  it("returns error statuses as answers", async () => {
    const { host } = await serve((_request, response) => void response.writeHead(503).end("later"));
    const answer = await createOutbound({ allowedHosts: [host] }).fetch(`http://${host}/`);
    expect([answer.status, answer.ok, answer.text()]).toEqual([503, false, "later"]);
  });

  it("follows redirects, as GET after 303, and refuses too many of them", async () => {
    const { host, seen } = await serve((request, response) => {
      if (request.url === "/a") response.writeHead(303, { location: "b" }).end();
      else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else response.end("there");
    });
    const outbound = createOutbound({ allowedHosts: [host] });
    const answer = await outbound.fetch(`http://${host}/a`, {
      method: "POST",
      body: "x",
      headers: { authorization: "t" },
    });
    expect([answer.text(), answer.url]).toEqual(["there", `http://${host}/b`]);
    expect(seen.map(({ method, body, headers }) => [method, body, headers.authorization])).toEqual([
      ["POST", "x", "t"],
      ["GET", "", "t"],
    ]);
    await expect(outbound.fetch(`http://${host}/loop`, { maxRedirects: 3 })).rejects.toMatchObject({
      code: "outbound.too-many-redirects",
    });
    expect(seen.filter(({ url }) => url === "/loop")).toHaveLength(4);
  });

  it("takes no credential along to another origin", async () => {
    const target = await serve((_request, response) => void response.end("other"));
    const { host } = await serve(
      (_request, response) => void response.writeHead(307, { location: `http://${target.host}/` }).end(),
    );
    const outbound = createOutbound({ allowedHosts: [host, target.host] });
    const headers = { Authorization: "Bearer s3cret", Cookie: "a=s3cret", "X-Api-Key": "s3cret", Accept: "text/plain" };
    expect((await outbound.fetch(`http://${host}/`, { headers })).text()).toBe("other");
    expect(JSON.stringify(target.seen)).not.toContain("s3cret");
    expect(target.seen[0]?.headers.accept).toBe("text/plain");
  });

  it.each([
    "http://169.254.169.254/",
    "http://[::1]:1/",
    "file:///etc/passwd",
    "http://user:p@8.8.8.8/",
    "https://10.0.0.1/",
  ])("checks where a redirect leads: %s", async (location) => {
    const { host } = await serve((_request, response) => void response.writeHead(302, { location }).end());
    const asked = createOutbound({ allowedHosts: [host] }).fetch(`http://${host}/`);
    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^outbound\.(url|address)-refused$/) });
  });

  it("checks the address that a name leads to when it connects, not what it led to before", async () => {
    const { host, port, seen } = await serve((_request, response) => void response.end("inside"));
    const outbound = createOutbound({ allowedHosts: [`127.0.0.1:${port}`] });
    await expect(outbound.fetch(`http://${host}/`)).rejects.toMatchObject({ code: "outbound.address-refused" });
    expect((await outbound.fetch(`http://127.0.0.1:${port}/`)).text()).toBe("inside");
    expect(seen).toHaveLength(1);
  });

  it("ends at the byte cap, with and without a declared length", async () => {
    let written = 0;
    const { host } = await serve((request, response) => {
      if (request.url === "/declared") return void response.writeHead(200, { "content-length": "5000000" }).write("x");
      const more = (): void => {
        while (!response.destroyed && written < 200_000_000) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once("drain", more);
        }
      };
      more();
    });
    const outbound = createOutbound({ allowedHosts: [host] });
    for (const path of ["/declared", "/endless"]) {
      await expect(outbound.fetch(`http://${host}${path}`, { maxBytes: 1_000_000 })).rejects.toMatchObject({
        code: "outbound.too-large",
      });
    }
    expect(written).toBeLessThan(50_000_000);
  });

  it("ends in time when the server drips, and when it is cancelled", async () => {
    const { host } = await serve((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 50);
      response.on("close", () => clearInterval(drip));
    });
    const outbound = createOutbound({ allowedHosts: [host] });
    await expect(outbound.fetch(`http://${host}/`, { timeoutMs: 400 })).rejects.toMatchObject({
      code: "outbound.timeout",
    });
    const controller = new AbortController();
    const running = outbound.fetch(`http://${host}/`, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toMatchObject({ code: "outbound.cancelled" });
  });

  it("names what is wrong with the way to the host", async () => {
    const { host, port } = await serve(() => undefined);
    const closed = servers.pop();
    closed?.closeAllConnections();
    await new Promise((resolve) => closed?.close(resolve));
    const outbound = createOutbound({ allowedHosts: [host, `127.0.0.1:${port}`] });
    await expect(outbound.fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: "outbound.unreachable" });
    await expect(outbound.fetch("https://no-such-host.invalid/")).rejects.toMatchObject({
      code: "outbound.host-not-found",
    });
  });

  it("verifies certificates", async () => {
    const folder = await mkdtemp(join(tmpdir(), "outbound-tls-"));
    const certificate = createCertificate(folder);
    const server = createHttpsServer(certificate, (_request, response) => void response.end("sealed"));
    const { host } = await start(server);
    await expect(createOutbound({ allowedHosts: [host] }).fetch(`https://${host}/`)).rejects.toMatchObject({
      code: "outbound.tls",
    });
    const trusting = createOutbound({ allowedHosts: [host], certificateFile: certificate.file });
    expect((await trusting.fetch(`https://${host}/`)).text()).toBe("sealed");
    await rm(folder, { recursive: true });
  });

  it("does not follow a redirect from https to http", async () => {
    const folder = await mkdtemp(join(tmpdir(), "outbound-tls-"));
    const certificate = createCertificate(folder);
    const target = await serve((_request, response) => void response.end("plain"));
    const server = createHttpsServer(
      certificate,
      (_request, response) => void response.writeHead(302, { location: `http://${target.host}/` }).end(),
    );
    const { host } = await start(server);
    const outbound = createOutbound({ allowedHosts: [host, target.host], certificateFile: certificate.file });
    await expect(outbound.fetch(`https://${host}/`)).rejects.toMatchObject({ code: "outbound.url-refused" });
    expect(target.seen).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
