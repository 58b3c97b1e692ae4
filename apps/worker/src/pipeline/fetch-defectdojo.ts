import { PAST_LIMITS } from "@redoubt/domain/finding";
import type { Outbound, OutboundResponse } from "@redoubt/outbound";

const PAGE = 100;
const MOST_PAGES = Math.ceil(PAST_LIMITS.entries / PAGE) + 1;
const PAGE_BYTES = 64 * 1024 * 1024;
const MOST_BYTES = 200 * 1024 * 1024;
const PAGE_TIMEOUT_MS = 60_000;

/** Where a DefectDojo stands, and what opens it; the token is sent to this origin alone. */
export interface DefectDojo {
  readonly url: string;
  readonly product: string | null;
  readonly token: string;
}

/** Why nothing was fetched, in words for people; it holds no secret. */
export class DefectDojoRefusal extends Error {}

interface Page {
  readonly count: number;
  readonly results: readonly unknown[];
}

/**
 * All findings that a token may see, with the risk acceptances, as one JSON text that the `defectdojo` format reads.
 * Pages are asked for by number: an address that the server names is not followed, nor is a redirect. Throws
 * `DefectDojoRefusal`, and `OutboundError` for addresses that may not be reached.
 */
export async function fetchDefectDojo(
  outbound: Pick<Outbound, "fetch">,
  dojo: DefectDojo,
  signal: AbortSignal,
): Promise<string> {
  const filter = dojo.product === null ? "" : `&product_name=${encodeURIComponent(dojo.product)}`;
  const findings = await allPages(outbound, dojo, `findings/?o=id${filter}`, signal);
  const acceptances = await allPages(outbound, dojo, "risk_acceptance/?", signal).catch((error: unknown) => {
    // Not every token may read them: findings say by themselves that they are accepted.
    if (error instanceof DefectDojoRefusal) return [];
    throw error;
  });
  const head = { url: dojo.url, ...(dojo.product === null ? {} : { product: dojo.product }) };
  return JSON.stringify({ defectdojo: head, findings, risk_acceptances: acceptances });
}

async function allPages(
  outbound: Pick<Outbound, "fetch">,
  dojo: DefectDojo,
  path: string,
  signal: AbortSignal,
): Promise<unknown[]> {
  const all: unknown[] = [];
  let bytes = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    signal.throwIfAborted();
    const url = `${dojo.url}/api/v2/${path}&limit=${PAGE}&offset=${page * PAGE}`;
    const response = await outbound.fetch(url, {
      headers: { authorization: `Token ${dojo.token}`, accept: "application/json" },
      ...{ maxRedirects: 0, maxBytes: PAGE_BYTES, timeoutMs: PAGE_TIMEOUT_MS, signal },
    });
    bytes += response.body.length;
    if (bytes > MOST_BYTES) throw new DefectDojoRefusal("DefectDojo answered with more than 200 MB. Name a product.");
    const { count, results } = pageOf(response, dojo);
    all.push(...results);
    if (results.length === 0 || all.length >= count) break;
  }
  return all;
}

function pageOf(response: OutboundResponse, dojo: DefectDojo): Page {
  const host = new URL(dojo.url).host;
  if (response.status === 401 || response.status === 403) {
    throw new DefectDojoRefusal(
      `DefectDojo at ${host} refused the token (${response.status}). Make a new one under API v2 key.`,
    );
  }
  if (response.status >= 300 && response.status < 400) {
    throw new DefectDojoRefusal(
      `${host} leads to another address, where the token is not sent. Give the address that it leads to.`,
    );
  }
  if (response.status === 404) throw new DefectDojoRefusal(`There is no DefectDojo API at ${dojo.url}.`);
  if (!response.ok) throw new DefectDojoRefusal(`DefectDojo at ${host} answered ${response.status}.`);
  let value: unknown;
  try {
    value = response.json();
  } catch {
    throw new DefectDojoRefusal(`${host} did not answer as a DefectDojo does: the answer is no JSON.`);
  }
  if (typeof value !== "object" || value === null || !("results" in value) || !Array.isArray(value.results)) {
    throw new DefectDojoRefusal(`${host} did not answer as a DefectDojo does: the answer has no list of results.`);
  }
  const count = "count" in value && typeof value.count === "number" ? value.count : value.results.length;
  return { count, results: value.results };
}
