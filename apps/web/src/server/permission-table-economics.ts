import { inProject, LEADS, PEOPLE_READERS, type Row } from "./permission-members.ts";
import type { Side } from "./testing/world.ts";

const LEVERS = {
  ...{ predeploy: { price_oracle: 0.5 }, rescanPerDay: null, preBlock: null, detectMinutes: null },
  ...{ decideMinutes: null, actMinutes: null, capFraction: null, capAssets: [] },
} as const;

const control = (side: Side) => ({
  ...{ ...side.project, name: "New one", state: "planned", costUsd: 1000, group: "design", levers: LEVERS, note: "" },
});
const time = (side: Side) => ({
  ...{ ...side.project, name: "Drill", kind: "drill", happenedOn: "2026-09-01", detectMinutes: 1, decideMinutes: 1 },
  ...{ actMinutes: 1, note: "" },
});

/** Rows of the slice `economics`, explained in permission-table.ts. */
export const ECONOMICS_ROWS: Readonly<Record<string, Row>> = {
  "economics.get": { allow: PEOPLE_READERS, input: inProject },
  "economics.statements": { allow: PEOPLE_READERS, input: inProject },
  "economics.setParameter": {
    allow: LEADS,
    input: (side) => ({
      ...{ ...side.project, key: "attempt-cost", value: 2, origin: "estimate", note: "we think so", rowVersion: 0 },
    }),
  },
  "economics.addControl": { allow: LEADS, input: control },
  "economics.changeControl": {
    allow: LEADS,
    input: async (side) => ({
      ...control(side),
      ...{ name: "Changed", controlId: await side.newMoneyControl(), rowVersion: 1 },
    }),
  },
  "economics.removeControl": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, controlId: await side.newMoneyControl(), rowVersion: 1 }),
  },
  "economics.addTime": { allow: LEADS, input: time },
  "economics.changeTime": {
    allow: LEADS,
    input: async (side) => ({ ...time(side), timeId: await side.newMeasuredTime(), rowVersion: 1 }),
  },
  "economics.removeTime": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, timeId: await side.newMeasuredTime(), rowVersion: 1 }),
  },
  "economics.simulate": { allow: LEADS, input: inProject },
  "economics.cancelSimulation": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, simulationId: await side.newSimulation() }),
  },
};
