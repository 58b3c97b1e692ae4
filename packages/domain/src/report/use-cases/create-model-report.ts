import { nextNumber } from "../../project/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { type ModelDocument, scoreBand, type Threat, THREAT_ORDER } from "../../threat-model/index.ts";
import {
  getOverview,
  listAssumptions,
  listControls,
  listThreats,
  type ModelOverview,
  readModel,
  type ThreatPage,
} from "../../threat-model/server.ts";
import { MOST_MODEL_THREATS, type ModelSnapshot } from "../model-snapshot.ts";
import { readRevisionLine } from "../queries/revision-line.ts";
import type { ReportEntry } from "../stored.ts";
import { insertReport } from "./insert-report.ts";
import { readFrame } from "./read-frame.ts";

/** Freezes the threat model as it stands now, with the state of its version. */
export async function createModelReport(deps: ProjectDeps): Promise<ReportEntry> {
  return deps.withOrganization(
    async (tx) => {
      const line = await readRevisionLine(tx, deps);
      const number = await nextNumber(tx, deps, "report");
      const head = await readFrame(tx, deps, number, line.at(-1) ?? null);
      const snapshot: ModelSnapshot = { format: "redoubt/threat-model@1", ...head, ...(await readParts(deps)) };
      return insertReport(tx, deps, {
        ...{ kind: "threat-model", title: `${head.project.name}: threat model`, snapshot },
        ...{ previousId: null, dueKey: null, scheduled: false },
      });
    },
    { timeoutMs: 60_000 },
  );
}

type Parts = Omit<ModelSnapshot, "format" | keyof Awaited<ReturnType<typeof readFrame>>>;

/** All parts on the caller's open transaction: they fit each other. */
async function readParts(deps: ProjectDeps): Promise<Parts> {
  const overview = await getOverview(deps);
  const model = await readModel(deps);
  const threats = await readThreats(deps);
  const kept = threats.slice(0, MOST_MODEL_THREATS);
  const parts = {
    version: versionOf(overview),
    description: model.description,
    ...drawingOf(model),
    threats: kept.map(threatOf),
    threatsOmitted: threats.length - kept.length,
    controls: (await listControls(deps)).map((control) => ({
      ...{ number: control.number, name: control.name, kind: control.kind, state: control.state },
      void: control.voidReasons.map(({ capability, why }) => `${capability}: ${why}`),
      threats: control.threats.map((threat) => threat.number),
      owner: control.owner?.name ?? null,
    })),
    assumptions: (await listAssumptions(deps)).map(({ number, text, validity, reviewBy }) => ({
      ...{ number, text, validity, reviewBy: reviewBy?.toISOString() ?? null },
    })),
  };
  return { ...parts, limits: limitsOf(parts, overview) };
}

/** Nothing in the reads asks for names: the caller has resolved organization and project. */
const NOWHERE = { organization: "", project: "" };

async function readThreats(deps: ProjectDeps): Promise<Threat[]> {
  const found: Threat[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const page: ThreatPage = await listThreats(deps, { ...NOWHERE, states: [], text: "", after, limit: 500 });
    found.push(...page.items);
    after = page.next;
  }
  return found.sort((a, b) => THREAT_ORDER[a.state] - THREAT_ORDER[b.state] || a.number - b.number);
}

function versionOf({ current }: ModelOverview): Parts["version"] {
  if (current === null) return null;
  const { version, state, approvedBy, approvedAt, selfApproved, staleReasons } = current;
  return {
    ...{ version, state, approvedBy, approvedAt: approvedAt?.toISOString() ?? null, selfApproved },
    stale: staleReasons.map(({ what, element }) => (element === null ? what : `${what} (${element})`)),
  };
}

function drawingOf({ elements, flows }: ModelDocument): Pick<Parts, "elements" | "flows"> {
  const names = new Map(elements.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return {
    elements: elements.map(({ name, kind, parentId, outOfScope }) => ({
      ...{ name, kind, within: nameOf(parentId), outOfScope },
    })),
    flows: flows.map(({ sourceId, targetId, name }) => ({ source: nameOf(sourceId), target: nameOf(targetId), name })),
  };
}

function threatOf(threat: Threat): Parts["threats"][number] {
  const { number, statement, state, stride, catalogueKey, owner, due, until, comment, controls } = threat;
  const places = [...threat.elements, ...threat.flows].filter(({ removed }) => !removed);
  return {
    ...{ number, statement, state, stride, catalogueKey, comment },
    on: places.map(({ name }) => name).filter((name) => name !== ""),
    band: scoreBand(threat.scores.current) ?? scoreBand(threat.scores.inherent),
    ...{ owner: owner?.name ?? null, due: due?.toISOString() ?? null, until: until?.toISOString() ?? null },
    controls: controls.map(({ number: id, name, state: stands, isVoid }) => ({
      ...{ number: id, name, state: stands, isVoid },
    })),
  };
}

function limitsOf(parts: Pick<Parts, "version" | "assumptions" | "threats">, { revision }: ModelOverview): string[] {
  const unconfirmed = parts.assumptions.filter(({ validity }) => validity === "unconfirmed").length;
  const proposed = parts.threats.filter(({ state }) => state === "proposed").length;
  return [
    ...(revision === null ? ["No code is connected: the model was drawn by hand, and nothing checks it."] : []),
    ...(parts.version?.state === "approved" ? [] : ["This state of the model was not approved."]),
    ...(proposed === 0 ? [] : [`${proposed} proposed and not decided on: nobody has said yet whether they apply.`]),
    ...(unconfirmed === 0 ? [] : [`Assumptions that nobody has confirmed: ${unconfirmed}.`]),
    "Mitigated is what people claim. Tests, monitors and drills are not joined to threats here.",
    "A threat that nobody has thought of is not on it.",
  ];
}
