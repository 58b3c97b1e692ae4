"use client";
import {
  countDocument,
  MODEL_FILE_LIMITS,
  MODELS_READ,
  type ModelCounts,
  type ModelDocument,
  ModelFileError,
  parseModel,
} from "@redoubt/domain/threat-model";
import {
  Button,
  Callout,
  Field,
  Input,
  notify,
  notifyProblem,
  Section,
  Segmented,
  Table,
  Td,
  Th,
  Tr,
} from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { many, type ProjectScope } from "../words.ts";

interface Read {
  readonly name: string;
  readonly title: string;
  readonly document: ModelDocument;
  readonly losses: readonly string[];
  readonly counts: ModelCounts;
}

const MODES = [
  { value: "merge", label: "Add and change" },
  { value: "replace", label: "Replace everything" },
] as const;
type Mode = (typeof MODES)[number]["value"];
const MOST_SHOWN = 100;

/** A file is read in the browser, held against the model, and written only when somebody says so. */
export function ImportPart({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const may = usePermissions(scope).has("threat-model:write");
  const [read, setRead] = useState<Read | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>("merge");
  const preview = useMutation(
    trpc.threatModel.previewModel.mutationOptions({ onError: (error) => setRefusal(problemOf(error).message) }),
  );
  const write = useMutation(
    trpc.threatModel.writeModel.mutationOptions({
      onSuccess: async ({ added, changed, removed }) => {
        setRead(null);
        preview.reset();
        notify(`Imported: ${added} added, ${changed} changed, ${removed} removed`);
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  const look = (document: ModelDocument, how: Mode): void => preview.mutate({ ...scope, document, mode: how });
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setRead(null);
    setRefusal(null);
    preview.reset();
    const found = await readFile(file);
    if (typeof found === "string") setRefusal(found);
    else {
      setRead(found);
      look(found.document, mode);
    }
  };
  if (!may) return null;
  return (
    <Section title="Bring a model" note={MODELS_READ}>
      <Field
        label="File of a threat model"
        error={refusal ?? undefined}
        help="JSON or YAML, told apart by what it holds. Nothing is written before you have seen what it does."
        className="max-w-[520px]"
      >
        <Input type="file" accept=".json,.otm,.yaml,.yml" onChange={(event) => void take(event.target.files?.[0])} />
      </Field>
      {read !== null && (
        <div className="mt-4 flex flex-col gap-3" aria-live="polite">
          <p>
            <b className="font-medium">{read.name}</b> is of {read.title}: {many(read.counts.elements, "element")},{" "}
            {many(read.counts.flows, "flow")}, {many(read.counts.threats, "threat")},{" "}
            {many(read.counts.controls, "control")}, {many(read.counts.links, "link")}.
          </p>
          {read.losses.length > 0 && (
            <Callout tone="warn" title="What is not kept">
              <ul className="list-disc pl-5">
                {read.losses.map((loss) => (
                  <li key={loss} className="wrap-anywhere">
                    {loss}
                  </li>
                ))}
              </ul>
            </Callout>
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Segmented
              label="How"
              value={mode}
              onValueChange={(value) => {
                const how = value === "replace" ? "replace" : "merge";
                setMode(how);
                look(read.document, how);
              }}
              options={[...MODES]}
            />
            <Button
              variant="primary"
              busy={write.isPending}
              disabled={preview.data === undefined || preview.isPending}
              onClick={() => write.mutate({ ...scope, document: read.document, mode })}
            >
              Import it
            </Button>
            <Button variant="ghost" onClick={() => setRead(null)}>
              Leave it
            </Button>
          </div>
          {preview.data !== undefined && <Changes {...preview.data} />}
        </div>
      )}
    </Section>
  );
}

function Changes({
  added,
  changed,
  removed,
  changes,
}: {
  added: number;
  changed: number;
  removed: number;
  changes: readonly { what: string; change: string; name: string; fields: readonly string[] }[];
}) {
  return (
    <>
      <p role="status">
        {added} parts are new, {changed} are there already and are written again, {removed} go.
      </p>
      {changes.length > 0 && (
        <Table label="What the import does">
          <thead>
            <tr>
              <Th>Part</Th>
              <Th>Becomes</Th>
              <Th className="phone:hidden">What differs</Th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, MOST_SHOWN).map((change) => (
              <Tr key={`${change.what} ${change.change} ${change.name}`} hover={false}>
                <Td className="wrap-anywhere">
                  <span className="text-ink-3">{change.what}</span> {change.name}
                </Td>
                <Td>{change.change}</Td>
                <Td className="text-ink-2 phone:hidden">{change.fields.join(", ")}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {changes.length > MOST_SHOWN && <p className="text-ink-3">and {changes.length - MOST_SHOWN} more</p>}
    </>
  );
}

async function readFile(file: File): Promise<Read | string> {
  if (file.size > MODEL_FILE_LIMITS.maxBytes) return "A model of more than 20 MB is not read.";
  try {
    const { file: parsed, format } = await parseModel(await file.text());
    if (format === undefined) return `${file.name} is no threat model that is read here. ${MODELS_READ}`;
    const { document, losses } = format.read(parsed);
    return { name: file.name, title: format.title, document, losses, counts: countDocument(document) };
  } catch (error) {
    if (error instanceof ModelFileError) return `${file.name} cannot be read: ${error.message}`;
    throw error;
  }
}
