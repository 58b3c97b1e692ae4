"use client";
import type { ProjectScope } from "../words.ts";
import { ExportPart } from "./export-part.tsx";
import { ImportPart } from "./import-part.tsx";

/** The model to and from files of other tools. */
export function ExchangeScreen({ organization, project }: ProjectScope) {
  const scope = { organization, project };
  return (
    <>
      <ImportPart scope={scope} />
      <ExportPart scope={scope} />
    </>
  );
}
