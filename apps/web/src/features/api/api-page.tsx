import { LinkButton, TextLink } from "@redoubt/ui";
import { Logo } from "#features/frame/index.ts";
import { type ApiDocument, operationsOf } from "./document.ts";
import { Operation } from "./operation.tsx";
import { Prose } from "./prose.tsx";
import { schemaId, SchemaText } from "./schema.tsx";

/** The public API for people, made from the document that programs read. */
export function ApiPage({ document }: { document: ApiDocument }) {
  const tags = document.tags.map(({ name }) => ({ name, places: operationsOf(document, name) }));
  const schemas = Object.entries(document.components.schemas).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  return (
    <div className="min-h-dvh bg-surface">
      <header className="border-b border-line">
        <div className="mx-auto flex max-w-[1120px] flex-wrap items-center gap-2.5 px-6 py-3 phone:px-4">
          <Logo className="size-[18px]" />
          <b className="font-semibold">Redoubt</b>
          <div className="ml-auto">
            <LinkButton href="/api/v1/openapi.json">openapi.json</LinkButton>
          </div>
        </div>
      </header>
      <div className="mx-auto grid max-w-[1120px] grid-cols-[220px_minmax(0,1fr)] gap-10 px-6 pt-6 pb-16 phone:block phone:px-4">
        <nav
          aria-label="On this page"
          className="sticky top-6 self-start max-h-[calc(100dvh-48px)] overflow-y-auto phone:static phone:mb-6 phone:max-h-none"
          tabIndex={0}
        >
          {tags.map(({ name, places }) => (
            <div key={name} className="mb-4">
              <p className="mb-1 text-12 font-medium text-ink-3">{name}</p>
              <ul className="flex flex-col gap-0.5">
                {places.map(({ operation }) => (
                  <li key={operation.operationId}>
                    <TextLink
                      href={`#${operation.operationId}`}
                      className="block py-0.5 pointer-coarse:py-2.5 phone:py-2.5"
                    >
                      {operation.summary}
                    </TextLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <TextLink href="#schemas" className="block py-0.5 pointer-coarse:py-2.5 phone:py-2.5">
            What answers hold
          </TextLink>
        </nav>
        <main>
          <h1>{document.info.title}</h1>
          <Prose text={document.info.description} />
          {tags.map(({ name, places }) => (
            <section key={name} aria-label={name} className="mt-8">
              <h2 className="text-20 font-semibold">{name}</h2>
              <div className="mt-3">
                {places.map((place) => (
                  <Operation key={place.operation.operationId} document={document} place={place} />
                ))}
              </div>
            </section>
          ))}
          <section aria-labelledby="schemas" className="mt-8">
            <h2 id="schemas" className="scroll-mt-4 text-20 font-semibold">
              What answers hold
            </h2>
            {schemas.map(([name, schema]) => (
              <section
                key={name}
                aria-labelledby={schemaId(name)}
                className="border-t border-line py-6 first-of-type:mt-3"
              >
                <h3 id={schemaId(name)} className="mb-3 scroll-mt-4 text-16 font-semibold">
                  {name}
                </h3>
                <SchemaText schema={schema} />
              </section>
            ))}
          </section>
        </main>
      </div>
    </div>
  );
}
