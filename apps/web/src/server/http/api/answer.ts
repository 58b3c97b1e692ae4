import "server-only";
import type { z } from "zod";

/** What a status of a route carries: JSON of a schema, a file of one of some media types, or either. */
export interface AnswerForm {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly types?: readonly string[];
}

export type Answers = Readonly<Partial<Record<200 | 201 | 202, AnswerForm>>>;

/** A handler's answer. JSON goes through the schema of its status: what that does not name does not leave. */
export type Answer =
  | { readonly status: 200 | 201 | 202; readonly body: unknown }
  | {
      readonly status: 200;
      readonly file: string | Uint8Array;
      readonly type: string;
      readonly name: string;
    };

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const accepted = (body: unknown): Answer => ({ status: 202, body });

export function toResponse(answers: Answers, answer: Answer): Response {
  const form = answers[answer.status];
  if (form === undefined) throw new Error(`no answer ${answer.status} is declared`);
  if ("file" in answer) {
    if (form.types?.includes(answer.type) !== true) throw new Error(`${answer.type} is not declared`);
    const content = typeof answer.file === "string" ? answer.file : new Uint8Array(answer.file);
    return new Response(content, {
      status: answer.status,
      headers: {
        "content-type": answer.type,
        "content-disposition": `attachment; filename="${answer.name.replaceAll(/[^\w.-]/g, "_")}"`,
      },
    });
  }
  if (form.schema === undefined) throw new Error(`answer ${answer.status} is a file`);
  return Response.json(form.schema.parse(answer.body), { status: answer.status });
}
