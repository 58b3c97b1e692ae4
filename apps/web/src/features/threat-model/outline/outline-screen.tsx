"use client";
import { type DiagramElement, type DiagramFlow, KIND_WORDS, TRUST_WORDS } from "@redoubt/domain/threat-model";
import { Button, EmptyState, Section, Tag } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { many, type ProjectScope } from "../words.ts";
import { ElementForm } from "./element-form.tsx";
import { FlowForm } from "./flow-form.tsx";

export type Diagram = RouterOutputs["threatModel"]["diagram"];

/** The model as text: what stands in which boundary, and what flows between; drawn with a keyboard or read aloud. */
export function OutlineScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.threatModel.diagram.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data: diagram } = useSuspenseQuery(options);
  const may = usePermissions(scope).has("threat-model:write");
  const [open, setOpen] = useState<string | null>(null);
  const close = (): void => setOpen(null);
  const roots = diagram.elements.filter(({ parentId }) => parentId === null);
  return (
    <>
      <Section
        title="Elements"
        note={many(diagram.elements.length, "element")}
        actions={may && open !== "new-element" && <Button onClick={() => setOpen("new-element")}>New element</Button>}
      >
        {open === "new-element" && <ElementForm scope={scope} diagram={diagram} element={null} onDone={close} />}
        {diagram.elements.length === 0 && open !== "new-element" && (
          <EmptyState compact title="Nothing is drawn yet" className="px-0">
            Contracts, proxies, oracles, people, keys, what runs off the chain; and boundaries around those that trust
            each other.
          </EmptyState>
        )}
        <Level scope={scope} diagram={diagram} items={roots} may={may} open={open} onOpen={setOpen} />
      </Section>
      <Section
        title="Flows"
        note={many(diagram.flows.length, "flow")}
        actions={
          may &&
          open !== "new-flow" &&
          diagram.elements.length > 1 && <Button onClick={() => setOpen("new-flow")}>New flow</Button>
        }
      >
        {open === "new-flow" && <FlowForm scope={scope} diagram={diagram} flow={null} onDone={close} />}
        <ul aria-label="Flows">
          {diagram.flows.map((flow) => (
            <FlowLine
              key={flow.id}
              scope={scope}
              diagram={diagram}
              flow={flow}
              may={may}
              open={open}
              onOpen={setOpen}
            />
          ))}
        </ul>
      </Section>
    </>
  );
}

interface LevelProps {
  readonly scope: ProjectScope;
  readonly diagram: Diagram;
  readonly items: readonly DiagramElement[];
  readonly may: boolean;
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
}

function Level({ items, ...rest }: LevelProps) {
  if (items.length === 0) return null;
  // Boundaries last: what stands free is read before what is fenced in.
  const sorted = items.toSorted(
    (a, b) => Number(a.kind === "boundary") - Number(b.kind === "boundary") || a.name.localeCompare(b.name),
  );
  return (
    <ul className="[&_ul]:ml-3 [&_ul]:border-l [&_ul]:border-line [&_ul]:pl-4">
      {sorted.map((element) => (
        <ElementLine key={element.id} element={element} {...rest} />
      ))}
    </ul>
  );
}

function ElementLine({ element, ...rest }: Omit<LevelProps, "items"> & { readonly element: DiagramElement }) {
  const { scope, diagram, may, open, onOpen } = rest;
  const inside = diagram.elements.filter(({ parentId }) => parentId === element.id);
  return (
    <li className="py-1">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 wrap-anywhere">
          <span className={element.kind === "boundary" ? "font-semibold" : "font-medium"}>{element.name}</span>{" "}
          <span className="text-12 text-ink-3">
            {KIND_WORDS[element.kind].toLowerCase()}
            {element.kind === "boundary" && element.trust !== null && `, ${TRUST_WORDS[element.trust]}`}
          </span>
        </span>
        {element.outOfScope !== null && <Tag tone="outline">out of scope: {element.outOfScope}</Tag>}
        <Threats scope={scope} part={element} />
        {may && (
          <Button
            variant="ghost"
            aria-label={`Change ${element.name}`}
            aria-expanded={open === element.id}
            onClick={() => onOpen(open === element.id ? null : element.id)}
          >
            Change
          </Button>
        )}
      </div>
      {open === element.id && (
        <ElementForm
          key={element.rowVersion}
          scope={scope}
          diagram={diagram}
          element={element}
          onDone={() => onOpen(null)}
        />
      )}
      <Level items={inside} {...rest} />
    </li>
  );
}

function FlowLine({
  flow,
  scope,
  diagram,
  may,
  open,
  onOpen,
}: Omit<LevelProps, "items"> & { readonly flow: DiagramFlow }) {
  const nameOf = (id: string | null) => diagram.elements.find((element) => element.id === id)?.name ?? "nothing";
  const words = `${nameOf(flow.sourceId)} ${flow.bidirectional ? "and" : "to"} ${nameOf(flow.targetId)}`;
  return (
    <li className="border-t border-line py-1 first:border-t-0">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 wrap-anywhere">
          {words}
          {flow.name !== "" && <span className="text-ink-2">: {flow.name}</span>}
        </span>
        {flow.outOfScope !== null && <Tag tone="outline">out of scope: {flow.outOfScope}</Tag>}
        <Threats scope={scope} part={flow} />
        {may && (
          <Button
            variant="ghost"
            aria-label={`Change the flow ${words}`}
            aria-expanded={open === flow.id}
            onClick={() => onOpen(open === flow.id ? null : flow.id)}
          >
            Change
          </Button>
        )}
      </div>
      {open === flow.id && (
        <FlowForm key={flow.rowVersion} scope={scope} diagram={diagram} flow={flow} onDone={() => onOpen(null)} />
      )}
    </li>
  );
}

function Threats({ scope, part }: { scope: ProjectScope; part: { threats: number; openThreats: number } }) {
  if (part.threats === 0) return null;
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  return (
    <Link href={`${base}/threat`} className={part.openThreats > 0 ? "text-12 text-bad" : "text-12 text-ink-3"}>
      {part.openThreats > 0
        ? `${many(part.openThreats, "open threat")} of ${part.threats}`
        : many(part.threats, "threat")}
    </Link>
  );
}
