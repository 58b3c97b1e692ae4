export { AttachPoc, type AttachPocProps } from "./attach-poc.tsx";
export { FindingPocs, type FindingPocsProps } from "./finding-pocs.tsx";
export { PocMatrixScreen } from "./poc-matrix-screen.tsx";
export { PocScreen, type PocScreenProps } from "./poc-screen.tsx";
export { markOf, pocNumberOf, verdictWords } from "./verdicts.ts";
