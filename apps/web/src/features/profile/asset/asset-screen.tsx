"use client";
import { type Asset, usd, worthOf } from "@redoubt/domain/profile";
import {
  BlindLine,
  Button,
  ConfirmDialog,
  EmptyState,
  notify,
  notifyProblem,
  Section,
  Table,
  Td,
  Th,
  Time,
  Tr,
} from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { ASSET_WORDS, EXPOSURE_WORDS, originWords, type ProjectScope } from "../words.ts";
import { AssetForm } from "./asset-form.tsx";

/** What there is to take: worth, exposure, limits, and the contracts that hold it. */
export function AssetScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.profile.get.queryOptions(scope);
  useLiveQueries(["profile"], [options.queryKey]);
  const { assets } = useSuspenseQuery(options).data;
  const may = usePermissions(scope).has("profile:write");
  const [open, setOpen] = useState<string | null>(null);
  const form = (asset: Asset | null) => (
    <AssetForm key={`${asset?.id}-${asset?.rowVersion}`} scope={scope} asset={asset} onDone={() => setOpen(null)} />
  );
  const add = may && open !== "new" && (
    <Button variant={assets.length === 0 ? "primary" : "default"} onClick={() => setOpen("new")}>
      Add an asset
    </Button>
  );
  if (assets.length === 0 && open !== "new") {
    return (
      <EmptyState title="No asset yet" actions={add}>
        What somebody could take or break: the money in a contract, a key, a price that others rely on, the front end,
        the build. Each with what it is worth and who can reach it. Powers over code are sorted by it.
      </EmptyState>
    );
  }
  const worth = worthOf(assets);
  return (
    <>
      <Section title="Assets" note={`${usd(worth.usd)} in all, as stated`} actions={add} flush={open !== "new"}>
        {open === "new" && form(null)}
        {assets.length > 0 && <AssetTable assets={assets} may={may} open={open} onOpen={setOpen} scope={scope} />}
      </Section>
      {assets.map((asset) =>
        asset.id === open ? (
          <Section key={asset.id} title={asset.name}>
            {form(asset)}
          </Section>
        ) : null,
      )}
      <BlindLine title="What this list cannot see">
        {worth.unknown > 0 &&
          `${worth.unknown} ${worth.unknown === 1 ? "asset has" : "assets have"} no stated value and count as unknown. `}
        Values are what people stated on their day; nothing reads them from a chain yet.
      </BlindLine>
    </>
  );
}

interface TableProps {
  scope: ProjectScope;
  assets: readonly Asset[];
  may: boolean;
  open: string | null;
  onOpen: (id: string | null) => void;
}

function AssetTable({ scope, assets, may, open, onOpen }: TableProps) {
  return (
    <Table label="Assets" roomy>
      <thead>
        <tr>
          <Th>Asset</Th>
          <Th numeric>Worth</Th>
          <Th>Reached by</Th>
          <Th numeric>Leaves in a minute</Th>
          <Th>Contracts</Th>
          <Th>Stated</Th>
          <Th hideLabel>Actions</Th>
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <Tr key={asset.id} hover={false} selected={asset.id === open}>
            <Td>
              <div className="font-medium">{asset.name}</div>
              <div className="text-12 text-ink-3">{ASSET_WORDS[asset.kind]}</div>
            </Td>
            <Td numeric>
              {asset.valueUsd === null ? <span className="text-warn">not stated</span> : usd(asset.valueUsd)}
              {asset.amount !== null && asset.currency !== "USD" && (
                <div className="text-12 text-ink-3">
                  {asset.amount.toLocaleString("en-US")} {asset.currency}
                </div>
              )}
            </Td>
            <Td>{EXPOSURE_WORDS[asset.exposure]}</Td>
            <Td numeric>
              {asset.drainUsdPerMinute === null ? (
                <span className="text-ink-3">all of it</span>
              ) : (
                usd(asset.drainUsdPerMinute)
              )}
            </Td>
            <Td className="wrap-anywhere">
              {asset.contracts.length === 0 ? (
                <span className="text-ink-3">none named</span>
              ) : (
                <code className="text-12">{asset.contracts.join(", ")}</code>
              )}
            </Td>
            <Td>
              {asset.valueAt === null ? (
                <span className="text-ink-3">never</span>
              ) : (
                <>
                  <Time value={asset.valueAt} />
                  <div className="text-12 text-ink-3">{originWords(asset.valueOrigin)}</div>
                </>
              )}
            </Td>
            <Td>
              {may && (
                <div className="flex gap-2">
                  <Button aria-label={`Change ${asset.name}`} onClick={() => onOpen(asset.id)}>
                    Change
                  </Button>
                  <Remove scope={scope} asset={asset} />
                </div>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Remove({ scope, asset }: { scope: ProjectScope; asset: Asset }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const archive = useMutation(
    trpc.profile.archiveAsset.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.profile.pathFilter());
        notify(`${asset.name} is off the list`);
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" aria-label={`Remove ${asset.name}`}>
          Remove
        </Button>
      }
      title={`Take ${asset.name} off the list?`}
      description="Powers stop reaching it, and the statement no longer counts it. The audit log keeps what it was."
      keep="Keep it"
      verb="Remove"
      busy={archive.isPending}
      onConfirm={() => archive.mutate({ ...scope, assetId: asset.id, rowVersion: asset.rowVersion })}
    />
  );
}
