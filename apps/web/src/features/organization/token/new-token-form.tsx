"use client";
import { CI_SCOPES, isScopeWithin, SCOPE_WORDS, TOKEN_SCOPES, type TokenScope } from "@redoubt/domain/organization";
import { Checkbox, Field, FieldSet, Input, Select } from "@redoubt/ui";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { LIFE_OPTIONS } from "./token-words.ts";

export interface Draft {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** Short name of the only project; empty for all. */
  readonly project: string;
  readonly life: string;
}

export const EMPTY_DRAFT: Draft = { name: "", scopes: CI_SCOPES, project: "", life: "90" };

const ALL = "all";

export interface NewTokenFormProps {
  organization: string;
  draft: Draft;
  errors: { name: string | undefined; scopes: string | undefined };
  onChange: (draft: Draft) => void;
}

/** What a token is for: only what its maker may give is offered. */
export function NewTokenForm({ organization, draft, errors, onChange }: NewTokenFormProps) {
  const trpc = useTRPC();
  const { data: own } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization }));
  const { data: projects = [] } = useQuery(trpc.project.list.queryOptions({ organization }));
  const inProject = useQuery(
    trpc.project.get.queryOptions({ organization, project: draft.project }, { enabled: draft.project !== "" }),
  );
  const may = new Set(draft.project === "" ? own.permissions : (inProject.data?.permissions ?? own.permissions));
  const offered = TOKEN_SCOPES.filter((scope) => isScopeWithin(scope, may));
  const toggle = (scope: TokenScope, on: boolean): void => {
    const others = draft.scopes.filter((each) => each !== scope);
    onChange({ ...draft, scopes: on ? [...others, scope] : others });
  };
  return (
    <>
      <Field label="Name" required error={errors.name}>
        <Input
          value={draft.name}
          maxLength={100}
          autoComplete="off"
          placeholder="GitHub Actions of the vault"
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <Field label="Project" help="With one project it sees no other.">
        <Select
          value={draft.project === "" ? ALL : draft.project}
          options={[
            { value: ALL, label: "All that I may see" },
            ...projects.map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          onValueChange={(value) => onChange({ ...draft, project: value === ALL ? "" : value })}
        />
      </Field>
      <FieldSet legend="What it may do">
        <div className="flex flex-col gap-2">
          {offered.map((scope) => (
            <Checkbox
              key={scope}
              label={SCOPE_WORDS[scope]}
              description={<code>{scope}</code>}
              checked={draft.scopes.includes(scope)}
              onCheckedChange={(on) => toggle(scope, on === true)}
            />
          ))}
        </div>
        <p role="alert" className="mt-1.5 text-12 text-bad">
          {errors.scopes}
        </p>
      </FieldSet>
      <Field
        label="Ends after"
        help={
          draft.life === "never" ? "A token without an end works until somebody revokes it. Look after it." : undefined
        }
      >
        <Select value={draft.life} options={[...LIFE_OPTIONS]} onValueChange={(life) => onChange({ ...draft, life })} />
      </Field>
    </>
  );
}
