export { countRows as count } from "../../counting/lines.ts";
