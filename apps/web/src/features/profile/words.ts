import type { AssetKind, Exposure, Group, Origin } from "@redoubt/domain/profile";

/** Organization and project of the page, as procedures take them. */
export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

export const GROUP_WORDS: Readonly<Record<Group, string>> = {
  stake: "What is at stake",
  code: "The code",
  reach: "Who can reach it",
  answer: "Who answers",
  rules: "Rules that bind the team",
  bounty: "Finders and rescuers",
};

/** Where a statement comes from; `revision` is the number that it was read from. */
export function originWords(origin: Origin, revision: number | null = null): string {
  if (origin === "revision") return revision === null ? "read from code" : `read from revision ${revision}`;
  return origin === "import" ? "from a file" : "stated";
}

export const ASSET_WORDS: Readonly<Record<AssetKind, string>> = {
  contract: "Contract",
  key: "Key",
  oracle: "Oracle",
  bridge: "Bridge",
  "data-store": "Data store",
  service: "Service",
  frontend: "Front end",
  governance: "Governance",
  pipeline: "Pipeline",
  agent: "Agent",
};

export const EXPOSURE_WORDS: Readonly<Record<Exposure, string>> = {
  public: "Anybody",
  partners: "Partners",
  team: "The team",
  offline: "Nobody from outside",
};
