export { countSheetRows as count } from "../../counting/workbook.ts";
