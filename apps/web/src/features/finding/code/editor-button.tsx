"use client";
import type { Editor } from "@redoubt/domain/identity";
import { Button, Field, Input, Popover, Select } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SquareArrowOutUpRight } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { shortcutsOf } from "../keys/keys.ts";
import { EDITOR_OPTIONS, EDITOR_WORDS, editorLink, folderOf, folderProblem, rememberFolder } from "./editor-link.ts";

/** What a project's folder is remembered under. */
export function folderKey({ organization, project }: ProjectScope): string {
  return `${organization}/${project}`;
}

/** The person's editor, as their account says. */
export function useEditor(): Editor {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.identity.account.queryOptions());
  return data?.preferences.editor ?? "vscode";
}

export interface EditorButtonProps {
  readonly scope: ProjectScope;
  readonly path: string;
  readonly line: number | null;
}

/** Opens the place in the person's editor; asks once where the code lies on this machine. */
export function EditorButton({ scope, path, line }: EditorButtonProps) {
  const editor = useEditor();
  const key = folderKey(scope);
  const [folder, setFolder] = useState<string | null>(null);
  const [asks, setAsks] = useState(false);
  useEffect(() => setFolder(folderOf(key)), [key]);
  const go = (where: string, what: Editor) => {
    window.location.href = editorLink(what, where, path, line);
  };
  const trigger = (
    <Button
      variant="ghost"
      data-editor=""
      aria-keyshortcuts={shortcutsOf("editor")}
      title={`Open in ${EDITOR_WORDS[editor]}`}
      onClick={(event) => {
        if (folder === null) return;
        // The folder is known: no question is asked.
        event.preventDefault();
        go(folder, editor);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        setAsks(true);
      }}
    >
      <SquareArrowOutUpRight aria-hidden="true" />
      <span className="max-[1320px]:sr-only">Open in editor</span>
    </Button>
  );
  return (
    <Popover
      trigger={trigger}
      label="Open in your editor"
      align="end"
      open={asks}
      onOpenChange={(open) => setAsks(open && folder === null)}
    >
      <FolderForm
        editor={editor}
        folder={folder ?? ""}
        onSave={(next, chosen) => {
          rememberFolder(key, next);
          setFolder(next);
          setAsks(false);
          go(next, chosen);
        }}
      />
    </Popover>
  );
}

interface FolderFormProps {
  editor: Editor;
  folder: string;
  onSave: (folder: string, editor: Editor) => void;
}

function FolderForm({ editor, folder, onSave }: FolderFormProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const save = useMutation(
    trpc.identity.setPreferences.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.identity.account.pathFilter()),
    }),
  );
  const [text, setText] = useState(folder);
  const [chosen, setChosen] = useState<Editor>(editor);
  const [tried, setTried] = useState(false);
  const problem = folderProblem(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== null) return;
    if (chosen !== editor) save.mutate({ editor: chosen });
    onSave(text.trim(), chosen);
  };
  return (
    <form noValidate className="flex flex-col gap-3" aria-label="Open in your editor" onSubmit={submit}>
      <Field label="Editor">
        <Select
          value={chosen}
          onValueChange={(value) => setChosen(EDITOR_OPTIONS.find((each) => each.value === value)?.value ?? chosen)}
          options={EDITOR_OPTIONS}
        />
      </Field>
      <Field
        label="Where this code lies on your machine"
        help="Remembered in this browser alone. Change it in your account."
        required
        error={tried ? (problem ?? undefined) : undefined}
      >
        <Input
          autoFocus
          mono
          placeholder="/home/you/code/vault"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" className="self-start">
        Open in {EDITOR_WORDS[chosen]}
      </Button>
    </form>
  );
}
