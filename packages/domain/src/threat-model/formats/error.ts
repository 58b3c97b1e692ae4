import { isObject, type JsonObject, type JsonValue } from "../../shared/index.ts";

/** A file that cannot be read (further): the message says what was met and where. */
export class ModelFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ModelFileError";
  }
}

/** Refuses a file by the place that is wrong, such as `detail.diagrams[2].cells`. */
export function refuse(place: string, words: string): never {
  throw new ModelFileError(`${place}: ${words}`);
}

/** The object at a place. Refuses everything else. */
export function needObject(value: JsonValue | undefined, place: string): JsonObject {
  if (value === undefined) return refuse(place, "it is missing");
  if (!isObject(value)) return refuse(place, "an object is expected");
  return value;
}

/** The list at a place, none when it is missing or null. Refuses everything else. */
export function listAt(value: JsonValue | undefined, place: string): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return refuse(place, "a list is expected");
  return value;
}

/** The objects of the list at a place. Refuses what is no object in it. */
export function objectsAt(value: JsonValue | undefined, place: string): JsonObject[] {
  return listAt(value, place).map((each, at) => needObject(each, `${place}[${at}]`));
}

/** The text at a place that may not be missing. */
export function needText(value: JsonValue | undefined, place: string): string {
  if (typeof value === "number") return String(value);
  if (value === undefined) return refuse(place, "it is missing");
  if (typeof value !== "string" || value.trim() === "") return refuse(place, "text is expected");
  return value;
}
