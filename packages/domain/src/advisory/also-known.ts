import type { AdvisoryEcosystem } from "./osv.ts";

/** A name under which advisories speak of a component, and why it is the same thing. */
export interface AdvisoryName {
  readonly ecosystem: AdvisoryEcosystem;
  readonly name: string;
  /** Null where the lock file itself says so. */
  readonly why: string | null;
}

interface Row {
  readonly from: { readonly git: string } | { readonly soldeer: string } | { readonly npm: string };
  readonly npm: string;
  readonly why: string;
}

const SAME_RELEASES = "is published to npm from this repository under the versions of its tags";
const SOLDEER_COPY = "on Soldeer is the same release, taken from npm or the repository under its version";

/**
 * Solidity libraries whose advisories are kept for npm, by where projects get them from. Only those whose versions are
 * the same in both places: a repository that holds several packages, or numbers them otherwise, has no row.
 */
const ROWS: readonly Row[] = [
  {
    from: { git: "github.com/openzeppelin/openzeppelin-contracts" },
    npm: "@openzeppelin/contracts",
    why: `@openzeppelin/contracts ${SAME_RELEASES}`,
  },
  {
    from: { git: "github.com/openzeppelin/openzeppelin-contracts-upgradeable" },
    npm: "@openzeppelin/contracts-upgradeable",
    why: `@openzeppelin/contracts-upgradeable ${SAME_RELEASES}`,
  },
  {
    from: { git: "github.com/openzeppelin/openzeppelin-solidity" },
    npm: "@openzeppelin/contracts",
    why: "the repository of @openzeppelin/contracts had this name before",
  },
  {
    from: { npm: "openzeppelin-solidity" },
    npm: "@openzeppelin/contracts",
    why: "the repository's own package.json carries this name, with the versions of @openzeppelin/contracts",
  },
  {
    from: { soldeer: "@openzeppelin-contracts" },
    npm: "@openzeppelin/contracts",
    why: `@openzeppelin-contracts ${SOLDEER_COPY}`,
  },
  {
    from: { soldeer: "openzeppelin-contracts" },
    npm: "@openzeppelin/contracts",
    why: `openzeppelin-contracts ${SOLDEER_COPY}`,
  },
  {
    from: { soldeer: "@openzeppelin-contracts-upgradeable" },
    npm: "@openzeppelin/contracts-upgradeable",
    why: `@openzeppelin-contracts-upgradeable ${SOLDEER_COPY}`,
  },
  {
    from: { soldeer: "openzeppelin-contracts-upgradeable" },
    npm: "@openzeppelin/contracts-upgradeable",
    why: `openzeppelin-contracts-upgradeable ${SOLDEER_COPY}`,
  },
  {
    from: { git: "github.com/safe-global/safe-smart-account" },
    npm: "@safe-global/safe-contracts",
    why: `@safe-global/safe-contracts ${SAME_RELEASES}`,
  },
  {
    from: { git: "github.com/safe-global/safe-contracts" },
    npm: "@safe-global/safe-contracts",
    why: "the repository of @safe-global/safe-contracts had this name before",
  },
  { from: { git: "github.com/vectorized/solady" }, npm: "solady", why: `solady ${SAME_RELEASES}` },
  { from: { soldeer: "solady" }, npm: "solady", why: `solady ${SOLDEER_COPY}` },
  { from: { git: "github.com/transmissions11/solmate" }, npm: "solmate", why: `solmate ${SAME_RELEASES}` },
  { from: { soldeer: "solmate" }, npm: "solmate", why: `solmate ${SOLDEER_COPY}` },
  { from: { git: "github.com/paulrberg/prb-math" }, npm: "@prb/math", why: `@prb/math ${SAME_RELEASES}` },
];

const BY_SOURCE = new Map(
  ROWS.map((row) => [JSON.stringify(row.from), { ecosystem: "npm", name: row.npm, why: row.why } as const]),
);

/** What an advisory may call a component: its own name, and those of `ROWS` and of the project's remappings. */
export function advisoryNames(component: {
  readonly ecosystem: string;
  readonly name: string;
  readonly repository: string | null;
  readonly knownAs: readonly string[];
}): AdvisoryName[] {
  const { ecosystem, name, repository, knownAs } = component;
  const names: AdvisoryName[] = [];
  const add = (found: AdvisoryName | undefined): void => {
    if (found !== undefined && !names.some((each) => each.ecosystem === found.ecosystem && each.name === found.name)) {
      names.push(found);
    }
  };
  if (ecosystem === "npm" || ecosystem === "PyPI" || ecosystem === "crates.io" || ecosystem === "Go") {
    add({ ecosystem, name, why: null });
  }
  if (ecosystem === "npm") add(BY_SOURCE.get(JSON.stringify({ npm: name })));
  if (ecosystem === "Soldeer") add(BY_SOURCE.get(JSON.stringify({ soldeer: name.toLowerCase() })));
  const place = repository === null ? undefined : repositoryName(repository);
  if (place !== undefined) {
    add(BY_SOURCE.get(JSON.stringify({ git: place })));
    add({ ecosystem: "Git", name: place, why: ecosystem === "Git" ? null : "it is taken from this repository" });
  }
  for (const known of knownAs) {
    add({ ecosystem: "npm", name: known, why: `remappings.txt says that this folder is ${known}` });
  }
  return names;
}

/** `github.com/owner/name` of a repository's address, in small letters; undefined for what is no address. */
export function repositoryName(address: string): string | undefined {
  if (address.length > 700) return undefined;
  const match = /^(?:[a-z+]+:\/\/)?(?:[^/@]*@)?([a-z0-9][a-z0-9.-]*(?::\d+)?)[/:](.+?)(?:\.git)?\/*$/i.exec(
    address.trim(),
  );
  if (match === null || !match[1]?.includes(".")) return undefined;
  return `${match[1]}/${match[2]}`.toLowerCase();
}
