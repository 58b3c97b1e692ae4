import { Tag } from "@redoubt/ui";
import type { ReactNode } from "react";
import { type ApiAnswer, type ApiDocument, type ApiParameter, curlOf, type Place, typeWords } from "./document.ts";
import { Prose } from "./prose.tsx";
import { SchemaText, TypeText } from "./schema.tsx";

/** One operation with all that it takes and answers. */
export function Operation({ document, place }: { document: ApiDocument; place: Place }) {
  const { method, path, operation } = place;
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  return (
    <section aria-labelledby={operationId} className="border-t border-line py-6">
      <h3 id={operationId} className="scroll-mt-4 text-16 font-semibold">
        {summary}
      </h3>
      <p className="mt-1.5 flex flex-wrap items-center gap-2">
        <Tag tone={method === "GET" ? "outline" : "accent"}>{method}</Tag>
        <code className="wrap-anywhere">{path}</code>
      </p>
      <Prose text={description} />
      <pre
        // Scrollable regions take focus, or the keyboard cannot scroll them.
        tabIndex={0}
        aria-label={`Command line for ${summary}`}
        className="mt-3 overflow-x-auto rounded-2 bg-sunken p-3 text-12"
      >
        {curlOf(place, document.servers[0]?.url ?? "")}
      </pre>
      {parameters.length > 0 && (
        <Part title="Takes">
          <Parameters parameters={parameters} />
        </Part>
      )}
      {requestBody !== undefined && (
        <Part title="Body" note={requestBody.description ?? Object.keys(requestBody.content).join(", ")}>
          {Object.entries(requestBody.content)
            .slice(0, 1)
            .map(([type, { schema }]) => (
              <SchemaText key={type} schema={schema} />
            ))}
        </Part>
      )}
      <Part title="Answers">
        <Answers document={document} responses={responses} />
      </Part>
    </section>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <div className="mt-4">
      <h4 className="mb-1.5 text-12 font-medium text-ink-3">
        {title}
        {note !== undefined && <span className="font-normal wrap-anywhere">: {note}</span>}
      </h4>
      {children}
    </div>
  );
}

function Parameters({ parameters }: { parameters: readonly ApiParameter[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {parameters.map((parameter) => (
        <li key={`${parameter.in} ${parameter.name}`}>
          <code>{parameter.name}</code>{" "}
          <span className="text-12 text-ink-3">
            in the {parameter.in}, <TypeText type={typeWords(parameter.schema)} />
            {!parameter.required && ", optional"}
            {parameter.schema["default"] !== undefined && `, ${String(parameter.schema["default"])} unless told`}
          </span>
          {parameter.description !== undefined && <div className="text-12 text-ink-2">{parameter.description}</div>}
        </li>
      ))}
    </ul>
  );
}

function Answers({ document, responses }: { document: ApiDocument; responses: Readonly<Record<string, ApiAnswer>> }) {
  const all = Object.entries(responses);
  const successes = all.filter(([status]) => status.startsWith("2"));
  const problems = all.filter(([status]) => !status.startsWith("2"));
  return (
    <ul className="flex flex-col gap-1.5">
      {successes.map(([status, answer]) => (
        <li key={status}>
          <b className="font-medium">{status}</b> {answer.description}
          {Object.entries(answer.content ?? {}).map(([type, { schema }]) => (
            <div key={type} className="text-12 text-ink-3">
              {type}: <TypeText type={typeWords(schema)} />
            </div>
          ))}
        </li>
      ))}
      <li className="text-12 text-ink-3">
        {problems.map(([status]) => status).join(", ")}: <TypeText type={typeWords(problemOf(document))} />
      </li>
    </ul>
  );
}

/** Every refusal has the same form; it is told once, at the end of the page. */
function problemOf(document: ApiDocument) {
  return document.components.responses["Problem400"]?.content?.["application/problem+json"]?.schema ?? {};
}
