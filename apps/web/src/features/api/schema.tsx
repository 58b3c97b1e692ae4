import { TextLink } from "@redoubt/ui";
import { type ApiSchema, propertiesOf, type PropertyLine, type TypeWords, typeWords, variantsOf } from "./document.ts";

/** The address of a component on this page. */
export const schemaId = (name: string): string => `schema-${name}`;

export function TypeText({ type }: { type: TypeWords }) {
  if (type.schema === null) return <span className="wrap-anywhere">{type.text}</span>;
  return (
    <TextLink
      href={`#${schemaId(type.schema)}`}
      className="underline decoration-line-control underline-offset-2 wrap-anywhere"
    >
      {type.text}
    </TextLink>
  );
}

/** A body: its properties, or a word where it is no object; several where it may be one of several. */
export function SchemaText({ schema }: { schema: ApiSchema }) {
  const variants = variantsOf(schema);
  return variants.map((variant, at) => {
    const lines = propertiesOf(variant);
    const key = JSON.stringify(variant).slice(0, 200);
    return (
      <div key={key} className={at > 0 ? "mt-3 border-t border-line pt-3" : undefined}>
        {lines.length === 0 ? <TypeText type={typeWords(variant)} /> : <Properties lines={lines} />}
      </div>
    );
  });
}

function Properties({ lines }: { lines: readonly PropertyLine[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {lines.map((line) => (
        <li key={line.name}>
          <code className="wrap-anywhere">{line.name}</code>{" "}
          <span className="text-12 text-ink-3">
            <TypeText type={line.type} />
            {line.optional && ", optional"}
          </span>
          {line.description !== null && <div className="text-12 text-ink-2">{line.description}</div>}
          {line.properties.length > 0 && (
            <div className="mt-1.5 border-l border-line pl-3">
              <Properties lines={line.properties} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
