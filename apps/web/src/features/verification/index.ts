export { AttachPoc } from "./attach-poc.tsx";
export { FindingPocs } from "./finding-pocs.tsx";
export { PocMatrixScreen } from "./poc-matrix-screen.tsx";
export { PocScreen } from "./poc-screen.tsx";
export { usePocActions } from "./use-poc-actions.ts";
export { byRevision, markOf, runFacts, toneOf, verdictWords } from "./verdicts.ts";
