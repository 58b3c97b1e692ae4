import { proposeMapping } from "@redoubt/domain/finding";
import type { PastFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { read } from "./parse.ts";

/** A table of findings as text. */
export const findingsCsvFormat: PastFormat = {
  id: "findings-csv",
  title: "CSV",
  unit: "one row behind the header that has a title",
  detect(shape) {
    if (shape.content !== "text" && shape.content !== "json") return 0;
    const [header = "", second] = shape.head.split("\n", 2);
    const mapping = proposeMapping(header.split(/[,;\t]/).map((name) => name.replace(/^\s*"|"\s*$/g, "")));
    if (second === undefined) return 0;
    if (mapping.title !== undefined && Object.keys(mapping).length >= 2) return 0.85;
    // Columns of any name: people say what they hold.
    return isTable(shape.head) ? 0.55 : 0;
  },
  read,
  count,
};

const LINES = 5;
const LONGEST_NAME = 60;

/** The first lines have as many cells as the first, which names them shortly: prose with commas has not. */
function isTable(head: string): boolean {
  const lines = head
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, LINES);
  if (lines.length < 2) return false;
  return [",", ";", "\t"].some((sign) => {
    const names = (lines[0] ?? "").split(sign).map((name) => name.trim());
    if (names.length < 2 || names.some((name) => name === "" || name.length > LONGEST_NAME)) return false;
    // Quotes may hold separators and line ends: their lines are not counted.
    return lines.slice(1).every((line) => line.includes('"') || line.split(sign).length === names.length);
  });
}
