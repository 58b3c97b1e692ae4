import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { round } from "../result.ts";
import type { Served } from "./apps.ts";

/** The scripts that a page names in its HTML, in kB (1000 bytes) as gzip packs them; those for old browsers are left out. */
export async function scriptsOf(app: Served, page: string, cookie?: string): Promise<number> {
  const answer = await fetch(`${app.url}${page}`, { headers: cookie === undefined ? {} : { cookie } });
  if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}`);
  const html = await answer.text();
  const named = new Set<string>();
  for (const [tag] of html.matchAll(/<script\b[^>]*>|<link\b[^>]*as="script"[^>]*>/gi)) {
    const address = /(?:src|href)="([^"?]*\/_next\/static\/[^"?]+\.js)/.exec(tag)?.[1];
    if (address !== undefined && !/\bnomodule\b/i.test(tag)) named.add(address);
  }
  if (named.size === 0) throw new Error(`${page} names no script`);
  const bytes = [...named].map((address) => packed(path.join(app.dist, address.replace(/^.*\/_next\//, ""))));
  return round(bytes.reduce((sum, each) => sum + each, 0) / 1000, 1);
}

function packed(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}
