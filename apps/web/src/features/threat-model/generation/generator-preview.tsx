"use client";
import { generateThreats } from "@redoubt/domain/threat-model";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { many, type ProjectScope } from "../words.ts";
import { readDefinition } from "./read-definition.ts";

const MOST_SHOWN = 8;

/** What the definition that is being written would propose in this project's model; nothing is saved for it. */
export function GeneratorPreview({ scope, text }: { readonly scope: ProjectScope; readonly text: string }) {
  const { data: model } = useQuery(useTRPC().threatModel.model.queryOptions(scope));
  const settled = useDeferredValue(text);
  const found = useMemo(() => {
    const definition = readDefinition(settled);
    if (model === undefined || typeof definition === "string") return null;
    return generateThreats(model, [definition]);
  }, [model, settled]);
  if (found === null) return null;
  return (
    <section aria-label="What it would propose" className="rounded-2 border border-line bg-sunken px-3 py-2">
      <p role="status" className="font-medium">
        {found.length === 0
          ? "In this model it would propose nothing."
          : `In this model it would propose ${many(found.length, "threat")}:`}
      </p>
      {found.length > 0 && (
        <ul className="mt-1 flex flex-col gap-1">
          {found.slice(0, MOST_SHOWN).map(({ key, statement, why }) => (
            <li key={key} className="wrap-anywhere">
              {statement}
              <span className="block text-12 text-ink-3">{why}</span>
            </li>
          ))}
        </ul>
      )}
      {found.length > MOST_SHOWN && <p className="mt-1 text-12 text-ink-3">{found.length - MOST_SHOWN} more</p>}
    </section>
  );
}
