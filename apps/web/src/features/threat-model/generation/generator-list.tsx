"use client";
import type { OrganizationGenerator } from "@redoubt/domain/threat-model";
import { Button, Callout, Disclosure, Field, notify, notifyProblem, Section, Switch, Tag, Textarea } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { many, type ProjectScope } from "../words.ts";
import { GeneratorPreview } from "./generator-preview.tsx";
import { readDefinition } from "./read-definition.ts";

const BLANK = {
  key: "own-generator",
  title: "What it looks for",
  threat: null,
  stride: [],
  subject: "element",
  when: { all: [{ kind: ["contract"] }, { attribute: "holds-funds", is: true }] },
  statement: "Somebody takes what {element} holds",
  why: "{element} holds funds.",
  rank: 5,
};

/** The organization's generators: switched on and off, rewritten, and its own. */
export function GeneratorList({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const { organization } = scope;
  const { data: generators = [] } = useQuery(trpc.threatModel.generators.queryOptions({ organization }));
  const may = usePermissions(scope).has("threat-model:catalogue");
  // The catalogue leads to a generator by its key.
  const [named] = useQueryState("generator");
  const [open, setOpen] = useState<string | null>(named);
  return (
    <Section
      title="Generators"
      note={`${many(generators.filter(({ enabled }) => enabled).length, "generator")} on, for all projects`}
      flush
      actions={may && open !== "" && <Button onClick={() => setOpen("")}>New generator</Button>}
    >
      {open === "" && (
        <Editor
          scope={scope}
          definition={BLANK}
          enabled
          rowVersion={0}
          onDone={() => setOpen(null)}
          title="New generator"
        />
      )}
      <Disclosure
        title="All generators"
        end={generators.length}
        open={named !== null || undefined}
        className="px-6 pb-3 phone:px-4"
      >
        <ul aria-label="Generators">
          {generators.map((generator) => (
            <Line
              key={generator.definition.key}
              scope={scope}
              generator={generator}
              may={may}
              isOpen={open === generator.definition.key}
              onOpen={setOpen}
            />
          ))}
        </ul>
      </Disclosure>
    </Section>
  );
}

interface LineProps {
  readonly scope: ProjectScope;
  readonly generator: OrganizationGenerator;
  readonly may: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (key: string | null) => void;
}

function Line({ scope, generator, may, isOpen, onOpen }: LineProps) {
  const { definition, enabled, builtIn, rowVersion } = generator;
  const save = useSave(() => undefined);
  return (
    <li id={`generator-${definition.key}`} className="scroll-mt-4 border-t border-line py-2">
      <div className="flex flex-wrap items-center gap-3">
        <span className="min-w-0 flex-1 wrap-anywhere">
          {definition.title} <code className="text-12 text-ink-3">{definition.key}</code>
        </span>
        {!builtIn && <Tag tone="accent">own</Tag>}
        {builtIn && rowVersion > 0 && <Tag tone="warn">changed here</Tag>}
        {may && (
          <Switch
            aria-label={`${definition.title} is on`}
            checked={enabled}
            disabled={save.isPending}
            onCheckedChange={(on) =>
              save.mutate({ organization: scope.organization, definition, enabled: on, rowVersion })
            }
          />
        )}
        <Button variant="ghost" aria-expanded={isOpen} onClick={() => onOpen(isOpen ? null : definition.key)}>
          {may ? "Edit" : "Read"}
          <span className="sr-only"> {definition.key}</span>
        </Button>
      </div>
      {isOpen && (
        <Editor
          key={rowVersion}
          scope={scope}
          definition={definition}
          enabled={enabled}
          rowVersion={rowVersion}
          readOnly={!may}
          onDone={() => onOpen(null)}
          title={`Generator ${definition.key}`}
        />
      )}
    </li>
  );
}

function useSave(onDone: () => void) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMutation(
    trpc.threatModel.saveGenerator.mutationOptions({
      onSuccess: async (_, { definition }) => {
        notify(`Generator ${definition.key} is saved`);
        onDone();
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
}

interface EditorProps {
  readonly scope: ProjectScope;
  readonly definition: object;
  readonly enabled: boolean;
  readonly rowVersion: number;
  readonly readOnly?: boolean;
  readonly title: string;
  readonly onDone: () => void;
}

/** The definition as JSON: data that is checked, never run. */
function Editor({ scope, definition, enabled, rowVersion, readOnly, title, onDone }: EditorProps) {
  const [text, setText] = useState(() => JSON.stringify(definition, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  const save = useSave(onDone);
  const submit = (): void => {
    const read = readDefinition(text);
    if (typeof read === "string") setProblem(read);
    else {
      setProblem(null);
      save.mutate({ organization: scope.organization, definition: read, enabled, rowVersion });
    }
  };
  return (
    <form
      noValidate
      aria-label={title}
      className="flex max-w-[760px] flex-col gap-3 border-t border-line px-6 py-4 phone:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="Definition (JSON)"
        error={problem ?? undefined}
        help="when: kind, attribute with is, atLeast or below, all, any, not, incoming, outgoing, source, target, within."
      >
        <Textarea
          rows={14}
          spellCheck={false}
          readOnly={readOnly}
          className="font-mono text-12"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <GeneratorPreview scope={scope} text={text} />
      {save.error !== null && (
        <Callout title="Not saved" live>
          {problemOf(save.error).message}
        </Callout>
      )}
      <div className="flex gap-2">
        {!readOnly && (
          <Button type="submit" busy={save.isPending}>
            Save generator
          </Button>
        )}
        <Button variant="ghost" onClick={onDone}>
          Close
        </Button>
      </div>
    </form>
  );
}
