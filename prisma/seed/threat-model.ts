import { newId } from "@redoubt/domain/shared";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import { type Attributes, catalogueThreat, type ElementKind, type Stride } from "@redoubt/domain/threat-model";
import {
  approveVersion,
  changeDiagram,
  moveThreat,
  recordAssumption,
  recordControl,
  recordThreat,
  submitVersion,
} from "@redoubt/domain/threat-model/server";
import { DEMO_THREATS, type DemoThreat } from "./threats.ts";

interface DemoElement {
  readonly key: string;
  readonly kind: ElementKind;
  readonly name: string;
  readonly within: string | null;
  readonly at: readonly [number, number];
  readonly attributes?: Attributes;
  readonly trust?: number;
  readonly size?: readonly [number, number];
}

const BOX = [184, 52] as const;

/** What stands where: the chain, what the team runs, and third parties. */
export const DEMO_ELEMENTS: readonly DemoElement[] = [
  { key: "chain", kind: "boundary", name: "Chain", within: null, at: [520, 40], size: [760, 640], trust: 3 },
  {
    key: "team",
    kind: "boundary",
    name: "Team infrastructure",
    within: null,
    at: [0, 200],
    size: [440, 480],
    trust: 2,
  },
  { key: "third", kind: "boundary", name: "Third parties", within: null, at: [520, 760], size: [760, 160], trust: 1 },
  { key: "depositor", kind: "actor", name: "Depositor", within: null, at: [0, 60] },
  { key: "borrower", kind: "actor", name: "Borrower", within: null, at: [240, 60] },
  { key: "liquidator", kind: "actor", name: "Liquidator", within: null, at: [240, 760] },
  {
    ...{ key: "proxy", kind: "proxy", name: "Vault proxy", within: "chain", at: [560, 220] },
    attributes: { upgradeable: true, "holds-funds": true, "atomic-init": true },
  },
  {
    ...{ key: "vault", kind: "contract", name: "MeridianVault", within: "chain", at: [560, 340] },
    attributes: {
      ...{ "holds-funds": true, shares: true, division: true, lending: true, liquidation: true, "sends-value": true },
      ...{ "external-calls": true, "reentrancy-guard": true, pausable: true, "privileged-functions": true },
    },
  },
  {
    ...{ key: "oracle", kind: "oracle", name: "MeridianOracle", within: "chain", at: [1040, 340] },
    attributes: { "external-feed": true, "checks-age": true, "spot-price": true },
  },
  {
    ...{ key: "rewards", kind: "contract", name: "MeridianRewards", within: "chain", at: [560, 580] },
    attributes: { "holds-funds": true, signatures: true },
  },
  {
    ...{ key: "governor", kind: "governance", name: "Governor", within: "chain", at: [1040, 100] },
    attributes: { votes: true, "vote-snapshot": true },
  },
  {
    ...{ key: "timelock", kind: "governance", name: "Timelock", within: "chain", at: [800, 100] },
    attributes: { "timelock-hours": 48, "changeable-delay": true, "can-move-funds": true },
  },
  {
    ...{ key: "team-safe", kind: "multisig", name: "Team Safe", within: "chain", at: [560, 100] },
    attributes: { threshold: 2, signers: 3, "can-move-funds": true },
  },
  {
    ...{ key: "guardian", kind: "multisig", name: "Guardian Safe", within: "chain", at: [800, 220] },
    attributes: { threshold: 2, signers: 3 },
  },
  {
    ...{ key: "keeper", kind: "service", name: "Keeper", within: "team", at: [40, 540] },
    attributes: { "holds-keys": true, "signs-transactions": true, "third-party-code": true },
  },
  {
    ...{ key: "front-end", kind: "frontend", name: "Front end", within: "team", at: [40, 260] },
    attributes: { public: true, "third-party-code": true },
  },
  { key: "rpc", kind: "node", name: "RPC", within: "team", at: [40, 400], attributes: { providers: 2 } },
  {
    ...{ key: "ci", kind: "pipeline", name: "Deployer CI", within: "team", at: [240, 540] },
    attributes: { "holds-keys": true, "third-party-code": true },
  },
  { key: "feed", kind: "external", name: "Price feed", within: "third", at: [1040, 820] },
  { key: "pool", kind: "external", name: "Pool", within: "third", at: [560, 820] },
];

const FLOWS: readonly (readonly [from: string, to: string, name: string, attributes?: Attributes])[] = [
  ["depositor", "front-end", "signs", { "public-network": true, encrypted: true }],
  ["front-end", "proxy", "deposit", { "carries-value": true }],
  ["borrower", "proxy", "borrow", { "carries-value": true }],
  ["liquidator", "proxy", "liquidate", { "carries-value": true }],
  ["proxy", "vault", "delegatecall", { delegates: true }],
  ["vault", "oracle", "price", { "carries-price": true }],
  ["feed", "oracle", "answer", { "carries-price": true }],
  ["pool", "oracle", "spot", { "carries-price": true }],
  ["vault", "rewards", "fees", { "carries-value": true }],
  ["keeper", "vault", "harvest", { privileged: true }],
  ["guardian", "vault", "pause", { privileged: true }],
  ["governor", "timelock", "queue", { privileged: true }],
  ["team-safe", "timelock", "admin", { privileged: true }],
  ["timelock", "proxy", "upgrade", { privileged: true }],
  ["ci", "proxy", "deploy", { privileged: true }],
  ["front-end", "rpc", "reads", { encrypted: true }],
];

const ASSUMPTIONS = [
  "The feed answers at least once an hour while markets move.",
  "Nobody holds two of the three signing devices.",
  "Two RPC providers do not fail or lie together.",
  "The pool keeps at least 1,000 ETH of liquidity.",
] as const;

const DAY_MS = 24 * 60 * 60_000;

/** The demo's threat model, as its lead would have made it: drawn, thought about, answered, sent and approved. */
export async function seedThreatModel(
  lead: ProjectDeps,
  scope: { readonly organization: string; readonly project: string },
  memberId: string,
): Promise<void> {
  const ids = await draw(lead, scope);
  for (const threat of DEMO_THREATS) await record(lead, scope, ids, threat, memberId);
  for (const text of ASSUMPTIONS) {
    await recordAssumption(lead, { ...scope, text, reviewBy: new Date(Date.now() + 90 * DAY_MS) });
  }
  await submitVersion(lead, { ...scope, version: 1 });
  await approveVersion(lead, { ...scope, version: 1 });
}

type Scope = { readonly organization: string; readonly project: string };

async function draw(lead: ProjectDeps, scope: Scope): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(DEMO_ELEMENTS.map(({ key }) => [key, newId()]));
  const idOf = (key: string | null): string | null => (key === null ? null : (ids.get(key) ?? null));
  await changeDiagram(lead, {
    ...scope,
    elements: DEMO_ELEMENTS.map(({ key, kind, name, within, at: [x, y], attributes = {}, trust, size = BOX }) => ({
      ...{ id: ids.get(key) ?? "", rowVersion: 0, kind, name, description: "", parentId: idOf(within) },
      ...{ diagram: "main", trust: trust ?? null, attributes, position: { x, y } },
      ...{ size: { width: size[0], height: size[1] }, outOfScope: null, code: [], assets: [] },
    })),
    flows: FLOWS.map(([from, to, name, attributes = {}]) => ({
      ...{ id: newId(), rowVersion: 0, name, description: "", diagram: "main" },
      ...{ sourceId: idOf(from), targetId: idOf(to), bidirectional: false, attributes },
      ...{ route: { vertices: [] }, outOfScope: null },
    })),
    ...{ removeElements: [], removeFlows: [] },
  });
  return ids;
}

async function record(
  lead: ProjectDeps,
  scope: Scope,
  ids: ReadonlyMap<string, string>,
  threat: DemoThreat,
  memberId: string,
): Promise<void> {
  const { catalogue, stride, statement, impact } = threat;
  const { number, rowVersion } = await recordThreat(lead, {
    ...{ ...scope, statement, catalogueKey: catalogue, stride: stride.split("") as Stride[] },
    ...{ classId: catalogue === null ? null : (catalogueThreat(catalogue)?.classId ?? null) },
    elementIds: threat.on.flatMap((key) => ids.get(key) ?? []),
    ownerId: memberId,
    scores: {
      inherent: { likelihood: 4, impact },
      current: { likelihood: threat.likelihood, impact },
      projected: { likelihood: Math.max(1, threat.likelihood - 1), impact },
    },
  });
  for (const control of threat.controls) {
    await recordControl(lead, {
      ...{ ...scope, threats: [number], ownerId: memberId, due: null },
      ...{ name: control.name, kind: control.kind ?? "preventive", state: control.state ?? "in-place" },
      ...{ description: control.description ?? "", reliesOn: [...(control.reliesOn ?? [])] },
    });
  }
  if (threat.move === null) return;
  await moveThreat(lead, {
    ...{ ...scope, number, rowVersion, command: threat.move },
    ...(threat.move === "acknowledge"
      ? { ownerId: memberId, until: new Date(Date.now() + 60 * DAY_MS), comment: threat.comment ?? "" }
      : {}),
  });
}
