"use client";
import {
  Button,
  Callout,
  Divider,
  EmptyState,
  LinkButton,
  notifyProblem,
  PageHeader,
  Tag,
  TextLink,
  Time,
} from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { ComponentList } from "./component-list.tsx";
import { DEPENDENCY_PARSERS, inventoryInput, type Scope } from "./list-state.ts";
import { NotRead } from "./not-read.tsx";
import { countWords, INVENTORY_WORDS } from "./words.ts";

type Read = RouterOutputs["advisory"]["inventory"];

/** What a revision is made of besides its own code. */
export function DependenciesScreen({ scope }: { scope: Scope }) {
  const trpc = useTRPC();
  const [state] = useQueryStates(DEPENDENCY_PARSERS);
  const options = trpc.advisory.inventory.queryOptions(inventoryInput(scope, state));
  useLiveQueries(["advisory", "source"], [options.queryKey, trpc.advisory.components.pathKey()]);
  const { data, error } = useQuery(options);
  if (error !== null) throw error;
  if (data === undefined) return <PageHeader title="Dependencies" />;
  const { revision, inventory } = data;
  if (revision === null) return <NoCode scope={scope} />;
  const isThere = inventory !== null && inventory.components > 0;
  return (
    <>
      <PageHeader
        title="Dependencies"
        meta={<Facts scope={scope} revision={revision} inventory={inventory} />}
        actions={
          <>
            <ReadButton scope={scope} revision={revision.number} inventory={inventory} />
            {isThere && inventory.weak > 0 && <VexLink scope={scope} />}
            {isThere && inventory.state === "ready" && <BillLink scope={scope} revision={revision.number} />}
          </>
        }
      />
      {inventory?.state === "failed" && (
        <Callout tone="bad" title="The lock files could not be read" className="mx-6 mb-3 phone:mx-4">
          {inventory.failure}
        </Callout>
      )}
      {inventory !== null && <NotRead inventory={inventory} />}
      {isThere ? <ComponentList scope={scope} inventory={inventory} /> : <Nothing inventory={inventory} />}
    </>
  );
}

function Facts({
  scope,
  revision,
  inventory,
}: {
  scope: Scope;
  revision: NonNullable<Read["revision"]>;
  inventory: Read["inventory"];
}) {
  const href = `${paths.projectSlice(scope.organization, scope.project, "source")}/${revision.number}`;
  return (
    <>
      <TextLink asChild>
        <Link href={href}>{revision.label}</Link>
      </TextLink>
      <span>{revision.ref}</span>
      {!revision.isDefaultRef && <Tag tone="outline">not the default branch</Tag>}
      {inventory !== null && (
        <>
          <Divider />
          {inventory.state === "ready" ? (
            <span>
              {countWords(inventory.components, "component")}, {inventory.direct} direct,{" "}
              {inventory.weak > 0 && `${inventory.weak} with advisories, `}in{" "}
              {countWords(inventory.manifests.length, "file")}
            </span>
          ) : (
            <span role="status">{INVENTORY_WORDS[inventory.state]}</span>
          )}
          {inventory.finishedAt !== null && inventory.state === "ready" && <Time value={inventory.finishedAt} />}
        </>
      )}
    </>
  );
}

function ReadButton({ scope, revision, inventory }: { scope: Scope; revision: number; inventory: Read["inventory"] }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const may = usePermissions(scope).has("source:write");
  const take = useMutation(
    trpc.advisory.takeInventory.mutationOptions({
      onSettled: () => cache.invalidateQueries(trpc.advisory.pathFilter()),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  if (!may) return null;
  const isMoving = inventory?.state === "queued" || inventory?.state === "reading";
  return (
    <Button
      busy={take.isPending || isMoving}
      {...(inventory === null ? { variant: "primary" } : {})}
      onClick={() => take.mutate({ ...scope, revision })}
    >
      {inventory === null ? "Read lock files" : "Read again"}
    </Button>
  );
}

function BillLink({ scope, revision }: { scope: Scope; revision: number }) {
  const api = `/api/o/${encodeURIComponent(scope.organization)}/p/${encodeURIComponent(scope.project)}`;
  return (
    <LinkButton asChild>
      <a href={`${api}/revision/${revision}/sbom`} download>
        <Download aria-hidden="true" />
        CycloneDX
      </a>
    </LinkButton>
  );
}

/** What was decided about the advisories, for whoever uses the project. */
function VexLink({ scope }: { scope: Scope }) {
  const api = `/api/o/${encodeURIComponent(scope.organization)}/p/${encodeURIComponent(scope.project)}`;
  return (
    <LinkButton asChild>
      <a href={`${api}/finding/openvex`} download>
        <Download aria-hidden="true" />
        OpenVEX
      </a>
    </LinkButton>
  );
}

function NoCode({ scope }: { scope: Scope }) {
  return (
    <>
      <PageHeader title="Dependencies" />
      <EmptyState
        title="There is no code yet"
        actions={
          <LinkButton asChild variant="primary">
            <Link href={`${paths.projectSlice(scope.organization, scope.project, "source")}/new`}>Add code</Link>
          </LinkButton>
        }
      >
        Here stands what the project is made of besides its own code: packages of its lock files, submodules and
        libraries, why each one is there, and what is known to be wrong with it.
      </EmptyState>
    </>
  );
}

function Nothing({ inventory }: { inventory: Read["inventory"] }) {
  if (inventory === null) {
    return (
      <EmptyState title="The lock files of this revision were not read yet">
        This happens by itself for revisions that are fetched from now on.
      </EmptyState>
    );
  }
  if (inventory.state !== "ready") return null;
  return (
    <EmptyState title="No dependencies were found">
      Components are read from lock files of npm, pnpm, Yarn, Soldeer, Cargo, Go, pip, Poetry, Pipenv and uv, from
      .gitmodules, and from the libraries in a foundry root. Commit the lock file, and the next revision names them.
    </EmptyState>
  );
}
