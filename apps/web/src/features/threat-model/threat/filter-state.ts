import { CATALOGUE, type ListThreats, THREAT_STATES } from "@redoubt/domain/threat-model";
import { createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";

/** What the address says of a list of threats: state, words, element, class and entry of the catalogue. */
export const THREAT_PARSERS = {
  state: parseAsStringLiteral(THREAT_STATES),
  q: parseAsString.withDefault(""),
  on: parseAsString,
  class: parseAsString,
  entry: parseAsStringLiteral(CATALOGUE.map(({ id }) => id)),
};

export interface ThreatFilters {
  readonly state: (typeof THREAT_STATES)[number] | null;
  readonly q: string;
  /** The id of an element. */
  readonly on: string | null;
  readonly class: string | null;
  readonly entry: string | null;
}

/** `?state=open`: the address of a narrowed list, behind the list's own. */
export const threatQuery: (filters: Partial<ThreatFilters>) => string = createSerializer(THREAT_PARSERS);

/** What the list is asked for. `on` is left out: whoever asks looks first whether the element is still there. */
export function threatsInput(filters: ThreatFilters): Omit<ListThreats, "organization" | "project" | "after"> {
  return {
    states: filters.state === null ? [] : [filters.state],
    text: filters.q.trim().slice(0, 200),
    limit: 500,
    ...(filters.class === null ? {} : { classId: filters.class.slice(0, 80) }),
    ...(filters.entry === null ? {} : { catalogueKey: filters.entry }),
  };
}

/** True when the address leaves something out. */
export function isNarrowed({ q, ...others }: ThreatFilters): boolean {
  return q.trim() !== "" || Object.values(others).some((value) => value !== null);
}
