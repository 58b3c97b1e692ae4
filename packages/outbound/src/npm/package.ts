import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { FetchOptions, NpmPackageRequest, OutboundResponse } from "../contract.ts";
import { OutboundError } from "../errors.ts";
import { withSlash } from "./registry.ts";
import { readTar } from "./untar.ts";

const defaultMaxBytes = 64 * 1024 * 1024;
const maxUnpackedBytes = 512 * 1024 * 1024;
const timeoutMs = 120_000;
const publicHost = "registry.npmjs.org";

type Fetch = (url: string, options: FetchOptions) => Promise<OutboundResponse>;

/** Fetches, verifies and unpacks one package into the cache, once; see `Outbound.fetchNpmPackage`. */
export async function fetchPackage(
  fetch: Fetch,
  registry: string,
  request: NpmPackageRequest,
): Promise<{ directory: string }> {
  checkRequest(request);
  const expected = parseIntegrity(request.integrity);
  const label = `${request.name.replace("/", "+")}-${request.version}-${expected.toString("hex").slice(0, 16)}`;
  const directory = join(request.cacheDirectory, label);
  if (await isFolder(directory)) return { directory };

  const tarball = await fetchTarball(fetch, withSlash(registry), request);
  const actual = createHash("sha512").update(tarball).digest();
  if (!timingSafeEqual(actual, expected)) {
    throw new OutboundError(
      "outbound.integrity",
      `${request.name}@${request.version} from ${new URL(registry).host} is not the package that is expected (sha512 differs).`,
    );
  }
  const unfinished = join(request.cacheDirectory, `.unfinished-${randomBytes(8).toString("hex")}`);
  try {
    await unpack(tarball, unfinished);
    await rename(unfinished, directory);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Somebody else unpacked the same bytes meanwhile.
    if (!(await isFolder(directory))) throw error;
  }
  return { directory };
}

async function fetchTarball(fetch: Fetch, registry: string, request: NpmPackageRequest): Promise<Buffer> {
  const { name, version, signal } = request;
  const options = {
    timeoutMs,
    maxBytes: request.maxBytes ?? defaultMaxBytes,
    ...(signal === undefined ? {} : { signal }),
  };
  const usual = `${registry}${name}/-/${name.split("/").at(-1)}-${version}.tgz`;
  const answer = await fetch(usual, options);
  if (answer.ok) return answer.body;
  if (answer.status !== 404) throw failed(request, registry, answer.status);
  // Some registries keep archives elsewhere and say where.
  const about = await fetch(`${registry}${name.replace("/", "%2f")}/${version}`, options);
  if (!about.ok) throw failed(request, registry, about.status);
  const place = tarballPlace(about, registry);
  const moved = place === undefined ? answer : await fetch(place, options);
  if (!moved.ok) throw failed(request, registry, moved.status);
  return moved.body;
}

/** As npm does: an address of the public registry means the configured one, for a mirror cannot reach it. */
function tarballPlace(about: OutboundResponse, registry: string): string | undefined {
  const text = about.text();
  const match = /"tarball"\s*:\s*"([^"\\]+)"/.exec(text)?.[1];
  if (match === undefined || !URL.canParse(match)) return undefined;
  const url = new URL(match);
  return url.host === publicHost ? new URL(url.pathname.slice(1), registry).href : url.href;
}

async function unpack(tarball: Buffer, directory: string): Promise<void> {
  const archive = await promisify(gunzip)(tarball, { maxOutputLength: maxUnpackedBytes });
  await mkdir(directory, { recursive: true, mode: 0o755 });
  for (const { path, content, executable } of readTar(archive)) {
    const target = join(directory, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content, { mode: executable ? 0o755 : 0o644, flag: "wx" });
  }
}

function checkRequest({ name, version }: NpmPackageRequest): void {
  // They become parts of an address and of a path.
  const named = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name);
  if (!named || !/^\d+\.\d+\.\d+[0-9A-Za-z.+-]*$/.test(version)) {
    throw new OutboundError(
      "outbound.url-refused",
      `${name}@${version} is not the name and exact version of a package.`,
    );
  }
}

function parseIntegrity(integrity: string): Buffer {
  const text = /^sha512-([A-Za-z0-9+/]{86}==)$/.exec(integrity)?.[1];
  if (text === undefined)
    throw new OutboundError("outbound.integrity", "The expected integrity must be a sha512 as in lock files.");
  return Buffer.from(text, "base64");
}

function failed({ name, version }: NpmPackageRequest, registry: string, status: number): OutboundError {
  return new OutboundError("outbound.status", `${new URL(registry).host} answered ${status} for ${name}@${version}.`);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (state) => state.isDirectory(),
    () => false,
  );
}
