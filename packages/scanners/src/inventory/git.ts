import { packageUrl } from "../reading/purl.ts";

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Address and commit of what a lock file takes from git; undefined for everything else. */
export function gitRepository(resolved: string | undefined): { repository: string; commit?: string } | undefined {
  if (resolved === undefined || resolved.length > 700) return undefined;
  const archive = /^https:\/\/codeload\.github\.com\/([^/]+\/[^/]+)\/tar\.gz\/([0-9a-f]{40})$/.exec(resolved);
  if (archive !== null) return { repository: `https://github.com/${archive[1]}`, commit: archive[2] ?? "" };
  const short = /^github:([\w.-]+\/[\w.-]+)(?:#(.*))?$/.exec(resolved);
  const long = /^(?:git\+)?((?:git|ssh|https?):\/\/[^#?]+)(?:\?[^#]*)?(?:#(.*))?$/.exec(resolved);
  const isGit = resolved.startsWith("git") || /\.git(?:[#?]|$)/.test(resolved);
  const match = short ?? (isGit ? long : null);
  if (match === null) return undefined;
  const address = short === null ? (match[1] ?? "") : `https://github.com/${match[1]}`;
  const commit = (match[2] ?? "").replace(/^commit=/, "");
  return { repository: withoutSecret(address), ...(COMMIT.test(commit) ? { commit } : {}) };
}

/** Addresses in files may hold the name and token of whoever wrote them. */
export function withoutSecret(address: string): string {
  return address.replace(/^([a-z+]+:\/\/)[^/@]*@/, "$1");
}

/** `owner/name` of a repository on one of the hosts that package URLs know. */
function hosted(address: string): { type: "github" | "bitbucket"; name: string } | undefined {
  const match =
    /^(?:[a-z+]+:\/\/(?:[^/@]*@)?|[^/@]*@)(github\.com|bitbucket\.org)[/:]([^/]+)\/([^/#?]+?)(?:\.git)?\/?$/i.exec(
      address,
    );
  if (match === null) return undefined;
  return {
    type: match[1]?.toLowerCase() === "github.com" ? "github" : "bitbucket",
    name: `${match[2]}/${match[3]}`.toLowerCase(),
  };
}

/** The package URL of a repository at a tag or commit; `generic` where package URLs have no type for its host. */
export function repositoryUrl(address: string, name: string, version: string | null): string {
  const place = hosted(address);
  const at = version === null ? "" : `@${encodeURIComponent(version.toWellFormed())}`;
  if (place === undefined) return packageUrl("generic", name, version ?? undefined) ?? `pkg:generic/unknown${at}`;
  const path = place.name
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
  return `pkg:${place.type}/${path}${at}`;
}
