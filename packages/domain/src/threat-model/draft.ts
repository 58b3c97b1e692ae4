import type { CodeFacts, ContractFact } from "./code-facts.ts";
import type { GeneratedThreat } from "./generator.ts";
import type { ElementKind } from "./kinds.ts";
import { layOut } from "./layout.ts";
import { type Attributes, emptyDocument, type ModelDocument, type ModelElement, type ModelFlow } from "./model.ts";

/** Most threats that a draft proposes: what a person can answer in one sitting. */
export const MOST_PROPOSALS = 12;
const MOST_CONTRACTS = 150;

const ZONES = {
  chain: { name: "On chain", trust: 3 },
  team: { name: "Team infrastructure", trust: 2 },
  others: { name: "Third parties", trust: 1 },
} as const;
type Zone = keyof typeof ZONES;

/** Elements, boundaries and flows that a reading of the code shows, laid out. Keys of origin make a second reading meet the first. */
export function draftModel(facts: CodeFacts, title: string): ModelDocument {
  const scene = new Draft();
  const contracts = productContracts(facts.contracts).slice(0, MOST_CONTRACTS);
  const inherited = new Map(facts.contracts.map((contract) => [contract.name, contract]));
  for (const contract of contracts) addContract(scene, contract, inherited);
  for (const contract of contracts) addUses(scene, contract, contracts);
  for (const contract of contracts) addRoles(scene, contract);
  for (const place of facts.places) {
    scene.element(`place:${place.kind}:${place.path}`, place.kind, place.name, "team", place.attributes, place.path);
  }
  addPeople(scene, contracts, facts);
  return { ...emptyDocument(title), elements: layOut(scene.elements), flows: scene.flows };
}

/** At most twelve proposals: the most pressing first, no catalogue entry more often than needed while others wait. */
export function chooseProposals(threats: readonly GeneratedThreat[], most = MOST_PROPOSALS): GeneratedThreat[] {
  const chosen: GeneratedThreat[] = [];
  const waiting = [...threats].sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  for (let round = 1; chosen.length < most && waiting.length > 0; round += 1) {
    for (let at = 0; at < waiting.length && chosen.length < most; ) {
      const threat = waiting[at];
      const same = chosen.filter((each) => each.generator === threat?.generator).length;
      if (threat === undefined || same >= round) at += 1;
      else {
        chosen.push(threat);
        waiting.splice(at, 1);
      }
    }
  }
  return chosen;
}

class Draft {
  readonly elements: ModelElement[] = [];
  readonly flows: ModelFlow[] = [];
  readonly #ids = new Set<string>();

  zone(zone: Zone): string {
    const id = `zone:${zone}`;
    if (!this.#ids.has(id)) {
      this.#ids.add(id);
      const { name, trust } = ZONES[zone];
      this.elements.push({ ...blank(id, "boundary", name), trust });
    }
    return id;
  }

  element(id: string, kind: ElementKind, name: string, zone: Zone, attributes: Attributes = {}, path?: string): string {
    if (this.#ids.has(id)) return id;
    const parentId = this.zone(zone);
    this.#ids.add(id);
    const code = path === undefined ? [] : [{ path, container: null, callable: null, hash: null }];
    this.elements.push({ ...blank(id, kind, name), parentId, attributes, code });
    return id;
  }

  flow(from: string, to: string, name: string, attributes: Attributes = {}): void {
    const id = `flow:${from}>${to}:${name}`.slice(0, 200);
    if (from === to || this.#ids.has(id) || !this.#ids.has(from) || !this.#ids.has(to)) return;
    this.#ids.add(id);
    this.flows.push({
      ...{ id, name, description: "", diagram: "main", sourceId: from, targetId: to, bidirectional: false },
      ...{ attributes, route: { vertices: [] }, outOfScope: null, originKey: `code:${id}`.slice(0, 500), raw: {} },
    });
  }
}

function blank(id: string, kind: ElementKind, name: string): ModelElement {
  return {
    ...{ id, kind, name: name.slice(0, 200), description: "", parentId: null, diagram: "main", trust: null },
    ...{ attributes: {}, position: null, size: null, outOfScope: null, code: [], assets: [] },
    ...{ originKey: `code:${id}`.slice(0, 500), raw: {} },
  };
}

const contractId = (contract: ContractFact) => `contract:${contract.name}`.slice(0, 200);

/** What is deployed by itself: no contract that only others build on. */
function productContracts(contracts: readonly ContractFact[]): ContractFact[] {
  const bases = new Set(contracts.flatMap((contract) => contract.bases));
  const seen = new Set<string>();
  return contracts.filter((contract) => {
    if (bases.has(contract.name) || seen.has(contract.name) || contract.functions.length === 0) return false;
    seen.add(contract.name);
    return true;
  });
}

function kindOf({ name, attributes }: ContractFact): ElementKind {
  if (attributes.votes === true || /govern(?:or|ance)|timelock|\bdao\b/i.test(name)) return "governance";
  if (/bridge|messenger|relay|endpoint/i.test(name)) return "bridge";
  if (/oracle|price|feed/i.test(name)) return "oracle";
  return "contract";
}

function addContract(scene: Draft, contract: ContractFact, all: ReadonlyMap<string, ContractFact>): void {
  const chain = [contract, ...contract.bases.flatMap((base) => all.get(base) ?? [])];
  const attributes = Object.assign({}, ...chain.toReversed().map((each) => each.attributes)) as Attributes;
  const id = scene.element(contractId(contract), kindOf(contract), contract.name, "chain", attributes);
  const element = scene.elements.find((each) => each.id === id);
  if (element === undefined) return;
  element.code.push(
    ...contract.functions.slice(0, 200).map(({ name, hash }) => ({
      ...{ path: contract.path, container: contract.name, callable: name, hash },
    })),
  );
  if (attributes.upgradeable !== true) return;
  const proxy = scene.element(`proxy:${contract.name}`.slice(0, 200), "proxy", `${contract.name} proxy`, "chain", {
    ...{ upgradeable: true, "holds-funds": attributes["holds-funds"] === true },
  });
  scene.flow(proxy, id, "delegatecall", { delegates: true });
}

const EXTERNAL: readonly { readonly pattern: RegExp; readonly kind: ElementKind; readonly price: boolean }[] = [
  { pattern: /feed|aggregator|chainlink|pyth/i, kind: "oracle", price: true },
  { pattern: /pool|pair|amm|uniswap|curve|balancer|quoter/i, kind: "external", price: true },
  { pattern: /router|vault|lend|market|aave|compound|bridge|endpoint|permit2/i, kind: "external", price: false },
];

function addUses(scene: Draft, contract: ContractFact, contracts: readonly ContractFact[]): void {
  const from = contractId(contract);
  for (const { type, variable } of contract.uses) {
    const bare = type.replace(/^I(?=[A-Z])/, "");
    const target = contracts.find((each) => each.name === type || each.name === bare || each.bases.includes(type));
    if (target !== undefined) {
      scene.flow(from, contractId(target), variable, kindOf(target) === "oracle" ? { "carries-price": true } : {});
      continue;
    }
    const known = EXTERNAL.find(({ pattern }) => pattern.test(type) || pattern.test(variable));
    if (known === undefined) continue;
    const to = scene.element(`external:${type}`.slice(0, 200), known.kind, bare, "others");
    scene.flow(from, to, variable, known.price ? { "carries-price": true } : {});
  }
}

function addRoles(scene: Draft, contract: ContractFact): void {
  for (const role of contract.roles) {
    const word = /^only(?:Role\()?([A-Za-z_]+)/i.exec(role)?.[1] ?? role;
    if (/^(?:initializ|self|proxy|delegate)/i.test(word)) continue;
    const name = word
      .replaceAll("_", " ")
      .toLowerCase()
      .replace(/ role$/, "");
    const pretty = name.charAt(0).toUpperCase() + name.slice(1);
    const id = scene.element(`role:${name}`, "key", pretty, "team", {
      "can-move-funds": /owner|admin|govern|treasur/.test(name),
    });
    scene.flow(id, contractId(contract), role.slice(0, 80), { privileged: true });
  }
}

function addPeople(scene: Draft, contracts: readonly ContractFact[], facts: CodeFacts): void {
  const funds = contracts.filter((contract) => contract.attributes["holds-funds"] === true);
  const front = facts.places.find((place) => place.kind === "frontend");
  const bots = facts.places.filter((place) => place.kind === "service");
  if (funds.length > 0) {
    const user = scene.element("actor:user", "actor", "User", "others");
    const through = front === undefined ? user : `place:frontend:${front.path}`;
    if (front !== undefined) scene.flow(user, through, "signs in a wallet", { "public-network": true });
    for (const contract of funds) {
      const proxied = contract.attributes.upgradeable === true;
      scene.flow(through, proxied ? `proxy:${contract.name}` : contractId(contract), "calls", {
        "carries-value": true,
      });
    }
  }
  if (bots.length > 0) {
    const node = scene.element("node:rpc", "node", "RPC", "others");
    for (const bot of bots) {
      scene.flow(node, `place:service:${bot.path}`, "chain data", { "public-network": true });
      for (const contract of funds)
        scene.flow(`place:service:${bot.path}`, contractId(contract), "sends", { privileged: true });
    }
  }
  for (const build of facts.places.filter((place) => place.kind === "pipeline")) {
    for (const place of facts.places) {
      if (place.kind !== "pipeline")
        scene.flow(`place:pipeline:${build.path}`, `place:${place.kind}:${place.path}`, "deploys");
    }
  }
}
