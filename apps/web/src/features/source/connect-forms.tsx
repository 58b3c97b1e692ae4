"use client";
import { Button, Field, Input } from "@redoubt/ui";
import { useMutation } from "@tanstack/react-query";
import { Folder, GitBranch, TerminalSquare } from "lucide-react";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import { SignInAgain } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "./use-code.ts";

interface FormProps {
  scope: ProjectScope;
  onRevision: (number: number) => void;
}

function Way({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 border-t border-line px-4 py-3 phone:grid-cols-1 phone:gap-y-2">
      <div className="flex h-control items-center gap-2 font-medium text-ink">
        {icon}
        {name}
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** A repository by its https address, with a token when it is private. */
export function GitForm({ scope, onRevision }: FormProps) {
  const trpc = useTRPC();
  const [url, setUrl] = useState("");
  const [token, setToken] = useState("");
  const [ref, setRef] = useState("");
  const connect = useMutation(
    trpc.source.connectGit.mutationOptions({ onSuccess: ({ revision }) => onRevision(revision) }),
  );
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    connect.mutate({
      ...scope,
      url: url.trim(),
      ...(token === "" ? {} : { token }),
      ...(ref.trim() === "" ? {} : { ref: ref.trim() }),
    });
  }
  return (
    <Way icon={<GitBranch aria-hidden="true" />} name="Git">
      <form onSubmit={submit} className="grid gap-3">
        <Field label="Address" {...(connect.error ? { error: connect.error.message } : {})}>
          <Input
            required
            type="url"
            inputMode="url"
            placeholder="https://git.example.org/team/protocol.git"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          <Field
            label="Access token, if it is private"
            help="Read access is enough. Stored sealed, sent to this host only."
          >
            <Input
              type="password"
              autoComplete="off"
              value={token}
              onChange={(event) => setToken(event.target.value)}
            />
          </Field>
          <Field label="Branch, tag or commit" help="The default branch when empty.">
            <Input className="font-mono" value={ref} onChange={(event) => setRef(event.target.value)} />
          </Field>
        </div>
        <div>
          <Button type="submit" busy={connect.isPending} disabled={url.trim() === ""}>
            Fetch
          </Button>
        </div>
      </form>
      <SignInAgain call={connect} why="The access token will be stored." />
    </Way>
  );
}

/** A folder of the host, where the operator allows some. */
export function FolderForm({ scope, onRevision }: FormProps) {
  const trpc = useTRPC();
  const [folder, setFolder] = useState("");
  const connect = useMutation(
    trpc.source.connectFolder.mutationOptions({ onSuccess: ({ revision }) => onRevision(revision) }),
  );
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    connect.mutate({ ...scope, folder: folder.trim() });
  }
  return (
    <Way icon={<Folder aria-hidden="true" />} name="Folder">
      <form onSubmit={submit} className="grid gap-3">
        <Field
          label="Path on the machine that runs Redoubt"
          help="Read in place, never changed. The operator names what may be read in REDOUBT_ALLOWED_FOLDERS."
          {...(connect.error ? { error: connect.error.message } : {})}
        >
          <Input
            className="font-mono"
            placeholder="/srv/code/protocol"
            value={folder}
            onChange={(event) => setFolder(event.target.value)}
          />
        </Field>
        <div>
          <Button type="submit" busy={connect.isPending} disabled={folder.trim() === ""}>
            Read
          </Button>
        </div>
      </form>
    </Way>
  );
}

/** Without a server: the same scanners in a terminal or a CI job. */
export function TerminalHint() {
  return (
    <Way icon={<TerminalSquare aria-hidden="true" />} name="Terminal">
      <code className="block overflow-x-auto rounded-2 bg-sunken px-3 py-1.5 font-mono text-12">
        npm run scan -- ./path --format sarif
      </code>
      <p className="mt-1.5 text-12 text-ink-3">
        The same scanners and sandbox without this server. Pushing from CI comes with the command line.
      </p>
    </Way>
  );
}
