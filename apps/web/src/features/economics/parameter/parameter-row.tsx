import {
  ANCHORS,
  type ParameterDefinition,
  type ParameterKey,
  type Statement,
  type ValueSource,
} from "@redoubt/domain/economics";
import { Button, Popover, Tag, Td, Time, Tr, WhyButton } from "@redoubt/ui";
import { type ProjectScope, STATED_WORDS, withUnit } from "../words.ts";
import { ParameterForm } from "./parameter-form.tsx";

export interface ParameterRowProps {
  readonly scope: ProjectScope;
  readonly definition: ParameterDefinition & { readonly key: ParameterKey };
  readonly value: number | null;
  readonly range: readonly [number, number] | null;
  readonly source: ValueSource;
  readonly statement: Statement | null;
  readonly may: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One number; for leads with the form that states another one below it. */
export function ParameterRow(props: ParameterRowProps) {
  const { scope, definition, value, range, source, statement, may, isOpen, onToggle } = props;
  const { label, symbol, unit } = definition;
  return (
    <>
      <Tr hover={false} selected={isOpen}>
        <Td>
          <span className="font-medium">{label}</span>
          {symbol !== undefined && <span className="ml-1.5 text-ink-3">{symbol}</span>}
        </Td>
        <Td className="tabular-nums">
          {value === null ? <span className="text-ink-3">not stated</span> : withUnit(value, unit)}
        </Td>
        <Td className="text-ink-3 tabular-nums">
          {range === null ? "as it is" : `${withUnit(range[0], unit)} to ${withUnit(range[1], unit)}`}
        </Td>
        <Td>
          <Origin definition={definition} source={source} statement={statement} />
        </Td>
        <Td>
          {may && (
            <Button aria-label={`Change ${label}`} aria-expanded={isOpen} onClick={onToggle}>
              {isOpen ? "Close" : "Change"}
            </Button>
          )}
        </Td>
      </Tr>
      {isOpen && (
        <tr>
          <td colSpan={5} className="bg-canvas px-6! py-3!">
            <ParameterForm
              scope={scope}
              definition={definition}
              statement={statement}
              value={value}
              onDone={onToggle}
            />
          </td>
        </tr>
      )}
    </>
  );
}

function Origin({
  definition: { basis, because, anchors },
  source,
  statement,
}: Pick<ParameterRowProps, "definition" | "source" | "statement">) {
  if (source === "stated" && statement !== null) {
    return (
      <>
        <Tag tone="accent">own</Tag> {STATED_WORDS[statement.origin]}: {statement.note}
        <div className="text-12 text-ink-3">
          {statement.by ?? "the system"}, <Time value={statement.at} />
        </div>
      </>
    );
  }
  if (source === "clock") {
    return (
      <>
        <Tag tone="accent">own</Tag> measured, among the times
      </>
    );
  }
  return (
    <>
      <Tag tone="outline">{basis}</Tag> {because}
      {anchors !== undefined && (
        <>
          {" "}
          <Popover trigger={<WhyButton>{anchors.join(", ")}</WhyButton>} label="Rests on">
            <ul className="flex flex-col gap-2">
              {anchors.map((id) => (
                <li key={id}>
                  <b className="font-medium">{id}</b>, grade {ANCHORS[id].grade}: {ANCHORS[id].text}
                </li>
              ))}
            </ul>
          </Popover>
        </>
      )}
    </>
  );
}
