"use client";
import { accessCsv, type AccessRow } from "@redoubt/domain/profile";
import { Button, DropdownMenu, MenuItem } from "@redoubt/ui";
import { Download, Plus } from "lucide-react";
import { saveFile } from "#features/frame/index.ts";
import type { ProjectScope } from "../words.ts";
import type { AccessMap } from "./access-screen.tsx";
import { LimitsButton } from "./limits-form.tsx";
import { ReadButton } from "./reading.tsx";

export interface AccessActionsProps {
  readonly scope: ProjectScope;
  readonly map: AccessMap;
  readonly rows: readonly AccessRow[];
  readonly may: boolean;
  readonly onAdd: () => void;
}

/** What can be done with the map as a whole. */
export function AccessActions({ scope, map, rows, may, onAdd }: AccessActionsProps) {
  const save = (ending: string, type: string, text: string): void =>
    saveFile(`${scope.project}-access-map.${ending}`, new Blob([text], { type }));
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <Button>
            <Download aria-hidden="true" />
            Export
          </Button>
        }
      >
        <MenuItem onSelect={() => save("csv", "text/csv", accessCsv(rows))}>Table (CSV)</MenuItem>
        <MenuItem onSelect={() => save("json", "application/json", asJson(map, rows))}>Everything (JSON)</MenuItem>
      </DropdownMenu>
      {may && (
        <>
          <LimitsButton scope={scope} limits={map.limits} />
          <ReadButton scope={scope} map={map} />
          <Button onClick={onAdd}>
            <Plus aria-hidden="true" />
            State a power
          </Button>
        </>
      )}
    </>
  );
}

function asJson({ holders, roles, limits, read }: AccessMap, rows: readonly AccessRow[]): string {
  return `${JSON.stringify({ format: "redoubt/access-map@1", read, limits, rows, holders, roles }, null, 2)}\n`;
}
