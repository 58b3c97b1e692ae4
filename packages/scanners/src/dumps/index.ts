export { records } from "../reading/values.ts";
export { readLines } from "../reading/lines.ts";
export { ReportError } from "../reading/report-error.ts";
export { type JsonValue } from "../reading/json.ts";
export { object, objects, text } from "../reading/value.ts";
export { beginsAsScores, isCatalogue, readCatalogue, readScoreLine } from "./lists.ts";
export { type ReadOsv, readOsv } from "./osv.ts";
