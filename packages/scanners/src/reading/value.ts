// The helpers are shared with formats that browsers read.
export { entries, isObject, type JsonObject, list, number, object, objects, text, texts } from "@redoubt/domain/shared";
