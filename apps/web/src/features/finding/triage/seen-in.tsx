"use client";
import { matchSentence, type Occurrence } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { Time } from "@redoubt/ui";
import { revisionName } from "../code/place-code.tsx";
import { placeText } from "../words.ts";

export interface SeenInProps {
  readonly places: readonly Occurrence[];
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
}

/** Every place where the finding was seen, and why it is the same finding there. */
export function SeenIn({ places, shown, onShow }: SeenInProps) {
  if (places.length === 0) return <p className="px-4 py-3 text-ink-2">It was seen in no place of the code.</p>;
  return (
    <ul className="py-1">
      {places.map((place) => (
        <li key={place.id}>
          <button
            type="button"
            aria-current={place.id === shown ? "true" : undefined}
            className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-1.5 text-left hover:bg-hover aria-[current]:bg-selected"
            onClick={() => onShow(place.id)}
          >
            <span className="truncate">
              <b className="font-medium">{revisionName(place)}</b>{" "}
              <code className="text-12 text-ink-2">{placeText(place) ?? "no file"}</code>
            </span>
            <Time value={place.lastSeenAt} className="text-12 text-ink-3" />
            <span className="col-span-2 text-12 text-ink-3">
              {PLACED_BY[place.scanner] ?? scannerTitle(place.scanner)}
              {place.present ? "" : ", gone since"}. {matchSentence(place.match)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Places that no tool has seen. */
const PLACED_BY: Readonly<Record<string, string>> = { manual: "recorded by hand", report: "named by a report" };
