export { countPages as count } from "../../counting/pages.ts";
