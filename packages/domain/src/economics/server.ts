export { economicsError } from "./errors.ts";
export { economicsJobs } from "./jobs.ts";
export { addControl } from "./use-cases/add-control.ts";
export { addTime } from "./use-cases/add-time.ts";
export { cancelSimulation } from "./use-cases/cancel-simulation.ts";
export { changeControl } from "./use-cases/change-control.ts";
export { changeTime } from "./use-cases/change-time.ts";
export { type EconomicsPage, getEconomics } from "./use-cases/get-economics.ts";
export { listStatements } from "./use-cases/list-statements.ts";
export { removeControl } from "./use-cases/remove-control.ts";
export { removeTime } from "./use-cases/remove-time.ts";
export { renewSimulation, requestSimulation } from "./use-cases/request-simulation.ts";
export {
  completeSimulation,
  failSimulation,
  holdsSimulation,
  locateSimulation,
  releaseSimulation,
  startSimulation,
} from "./use-cases/run-simulation.ts";
export { setParameter } from "./use-cases/set-parameter.ts";
