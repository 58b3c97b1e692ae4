"use client";
import { type Editor, EDITORS } from "@redoubt/domain/identity";
import { Button, Field, Select, notify } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { EDITOR_WORDS, knownFolders, rememberFolder } from "#features/finding/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";

/** The editor that places in the code open in, and where the code of each project lies on this machine. */
export function EditorForm() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: account } = useSuspenseQuery(trpc.identity.account.queryOptions());
  const save = useMutation(
    trpc.identity.setPreferences.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.identity.account.pathFilter());
        notify("Editor saved");
      },
    }),
  );
  return (
    <>
      <Field
        label="Opens in"
        className="max-w-[400px]"
        error={save.error === null ? undefined : problemOf(save.error).message}
      >
        <Select
          value={account.preferences.editor ?? "vscode"}
          disabled={save.isPending}
          onValueChange={(value) => save.mutate({ editor: EDITORS.find((each) => each === value) ?? null })}
          options={EDITORS.map((value: Editor) => ({ value, label: EDITOR_WORDS[value] }))}
        />
      </Field>
      <Folders />
    </>
  );
}

/** Folders on this machine: they are read in the browser, so the server's page has none. */
function Folders() {
  const [folders, setFolders] = useState<readonly (readonly [string, string])[]>([]);
  useEffect(() => setFolders(knownFolders()), []);
  if (folders.length === 0) {
    return (
      <p className="mt-3 text-12 text-ink-3">
        Where the code of a project lies on your machine is asked when you first open a place of it.
      </p>
    );
  }
  return (
    <table className="mt-4 w-full max-w-[640px] text-left">
      <caption className="mb-1 text-left text-12 font-medium text-ink-2">Folders on this machine</caption>
      <tbody>
        {folders.map(([project, folder]) => (
          <tr key={project} className="border-t border-line">
            <th scope="row" className="py-1.5 pr-4 font-normal whitespace-nowrap">
              {project}
            </th>
            <td className="py-1.5 wrap-anywhere">
              <code>{folder}</code>
            </td>
            <td className="py-1 text-right">
              <Button
                variant="ghost"
                aria-label={`Forget the folder of ${project}`}
                onClick={() => {
                  rememberFolder(project, null);
                  setFolders(knownFolders());
                }}
              >
                Forget
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
