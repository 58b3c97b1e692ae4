"use client";
import type { Component } from "@redoubt/domain/advisory";
import { Popover, Tag, Td, TextLink, Tr, WhyButton } from "@redoubt/ui";
import { Weaknesses } from "./weaknesses.tsx";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import type { Scope } from "./list-state.ts";
import { wayWords } from "./words.ts";

/** One component: what it is, why it is there, and where the project says so. */
export function ComponentRow({ scope, component, revision }: { scope: Scope; component: Component; revision: number }) {
  const { name, version, commit, ecosystem, dev, licence } = component;
  return (
    <Tr>
      <Td>
        <span className="font-medium wrap-anywhere">{name}</span>{" "}
        <span className="text-ink-2 tabular-nums wrap-anywhere">{version ?? commit?.slice(0, 7) ?? "no version"}</span>
        <span className="ml-2 inline-flex flex-wrap gap-1">
          <Tag tone="outline">{ecosystem}</Tag>
          {dev && <Tag>development</Tag>}
        </span>
        <div className="hidden phone:block">
          <Weaknesses scope={scope} component={component} />
        </div>
        <div className="hidden text-12 text-ink-3 wrap-anywhere phone:block">
          <Why component={component} /> <Place {...{ scope, component, revision }} />
        </div>
      </Td>
      <Td className="phone:hidden">
        <Weaknesses scope={scope} component={component} />
      </Td>
      <Td className="text-ink-2 wrap-anywhere phone:hidden">
        <Why component={component} />
      </Td>
      <Td className="wrap-anywhere phone:hidden">
        <Place {...{ scope, component, revision }} />
      </Td>
      <Td className="text-ink-2 wrap-anywhere phone:hidden">{licence ?? "unknown"}</Td>
    </Tr>
  );
}

function Why({ component: { direct, way, name } }: { component: Component }) {
  if (direct) return <>the project asks for it</>;
  if (way.length === 0) return <>needed, the file does not say by what</>;
  const short = wayWords(way);
  if (!short.includes("…")) return <>{short}</>;
  return (
    <>
      {short}{" "}
      <Popover
        label={`Why ${name} is there`}
        trigger={<WhyButton aria-label={`The whole way to ${name}`}>all</WhyButton>}
      >
        <ol className="list-decimal pl-5 wrap-anywhere">
          {way.map((step) => (
            <li key={step}>{step}</li>
          ))}
          <li>{name}</li>
        </ol>
      </Popover>
    </>
  );
}

function Place({
  scope,
  component: { path, line },
  revision,
}: {
  scope: Scope;
  component: Component;
  revision: number;
}) {
  const href = `${paths.projectSlice(scope.organization, scope.project, "source")}/${revision}?path=${encodeURIComponent(path)}`;
  return (
    <TextLink asChild>
      <Link href={line === null ? href : `${href}#L${line}`}>
        {path}
        {line !== null && `:${line}`}
      </Link>
    </TextLink>
  );
}
