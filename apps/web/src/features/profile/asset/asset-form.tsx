"use client";
import { type Asset, ASSET_KINDS, EXPOSURES } from "@redoubt/domain/profile";
import { EditForm, Field, Input, notify, Select, Textarea } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { ASSET_WORDS, EXPOSURE_WORDS, type ProjectScope } from "../words.ts";
import { type AssetDraft, draftOf, readAssetDraft } from "./asset-draft.ts";

const KINDS = ASSET_KINDS.map((kind) => ({ value: kind, label: ASSET_WORDS[kind] }));
const REACH = EXPOSURES.map((exposure) => ({ value: exposure, label: EXPOSURE_WORDS[exposure] }));
const VERIFIED = [
  { value: "unknown", label: "Not known" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

export interface AssetFormProps {
  readonly scope: ProjectScope;
  /** Null for a new one. */
  readonly asset: Asset | null;
  readonly onDone: () => void;
}

/** What a person states of an asset. */
export function AssetForm({ scope, asset, onDone }: AssetFormProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [draft, setDraft] = useState<AssetDraft>(() => draftOf(asset));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const id = useId();
  const after = {
    onSuccess: async (saved: Asset) => {
      await cache.invalidateQueries(trpc.profile.pathFilter());
      notify(`${saved.name} is saved`);
      onDone();
    },
  };
  const add = useMutation(trpc.profile.addAsset.mutationOptions(after));
  const change = useMutation(trpc.profile.changeAsset.mutationOptions(after));
  const error = add.error ?? change.error;
  const problem = error === null ? null : problemOf(error);
  const set = (part: Partial<AssetDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (): void => {
    const read = readAssetDraft(draft);
    if ("problems" in read) {
      setProblems(read.problems);
      const [first] = Object.keys(read.problems);
      if (first !== undefined) document.getElementsByName(`${id}-${first}`)[0]?.focus();
      return;
    }
    setProblems({});
    if (asset === null) add.mutate({ ...scope, ...read });
    else change.mutate({ ...scope, ...read, assetId: asset.id, rowVersion: asset.rowVersion });
  };
  const text = (key: keyof AssetDraft) => ({
    name: `${id}-${key}`,
    value: draft[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  return (
    <EditForm
      label={asset === null ? "New asset" : `Change ${asset.name}`}
      verb={asset === null ? "Add asset" : "Save asset"}
      busy={add.isPending || change.isPending}
      problem={problem?.message}
      onSubmit={submit}
      onClose={onDone}
      className="pb-2"
    >
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)] gap-3 phone:grid-cols-1">
        <Field label="Name" required error={problems.name}>
          <Input {...text("name")} maxLength={120} placeholder="Vault deposits" />
        </Field>
        <Field label="Kind" required>
          <Select value={draft.kind} onValueChange={(kind) => set({ kind })} options={KINDS} />
        </Field>
        <Field label="Who can reach it" required>
          <Select value={draft.exposure} onValueChange={(exposure) => set({ exposure })} options={REACH} />
        </Field>
      </div>
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-1">
        <Field label="Amount" error={problems.amount} help="Leave it empty if nobody knows: that counts against it.">
          <Input {...text("amount")} inputMode="decimal" />
        </Field>
        <Field label="Currency" error={problems.currency}>
          <Input {...text("currency")} maxLength={12} />
        </Field>
        <Field label="Worth in USD" error={problems.valueUsd} help="On the day that you save it.">
          <Input {...text("valueUsd")} inputMode="decimal" />
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field
          label="Most that can leave in a minute, USD"
          error={problems.drainUsdPerMinute}
          help="A cap in the code or of a bridge. Leave it empty if there is none."
        >
          <Input {...text("drainUsdPerMinute")} inputMode="decimal" />
        </Field>
        <Field
          label="Most that the market takes, USD"
          error={problems.liquidityUsd}
          help="What a thief could turn into other money."
        >
          <Input {...text("liquidityUsd")} inputMode="decimal" />
        </Field>
      </div>
      <Field
        label="Contracts that hold or decide it"
        error={problems.contracts}
        help="Names as in the code, one a line. Powers over them reach this asset."
      >
        <Textarea {...text("contracts")} rows={2} />
      </Field>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field label="Live since" error={problems.deployedOn}>
          <Input {...text("deployedOn")} type="date" />
        </Field>
        <Field label="Source verified">
          <Select
            value={draft.sourceVerified}
            onValueChange={(sourceVerified) => set({ sourceVerified })}
            options={VERIFIED}
          />
        </Field>
      </div>
      <Field label="Note" error={problems.note}>
        <Input {...text("note")} maxLength={1000} />
      </Field>
    </EditForm>
  );
}
