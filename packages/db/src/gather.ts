import type { Prisma, Scope } from "./client.ts";

/** What came of one statement of several. */
export type Answer = { readonly rows: readonly unknown[] } | { readonly error: unknown };

/** Sends reading statements of one scope in one transaction, and answers each of them. */
type Send = (scope: Scope, queries: readonly Prisma.Sql[]) => Promise<readonly Answer[]>;

interface Waiting {
  readonly query: Prisma.Sql;
  answer(answer: Answer): void;
}

/**
 * Statements that are asked for in one turn of the event loop travel together: one transaction for all of a scope. The
 * same statement is sent once, because all of them are asked at the same moment.
 */
export function gather(send: Send): <Row>(scope: Scope, query: Prisma.Sql) => Promise<Row[]> {
  const waiting = new Map<string, Waiting[]>();

  async function sendAll(scope: Scope, batch: readonly Waiting[]): Promise<void> {
    const alike = Map.groupBy(batch, ({ query }) => `${query.text}\n${JSON.stringify(query.values)}`);
    const groups = [...alike.values()];
    const answers = await send(
      scope,
      groups.flatMap(([first]) => (first === undefined ? [] : [first.query])),
    ).catch((error: unknown) => groups.map(() => ({ error })));
    for (const [at, group] of groups.entries())
      for (const { answer } of group) answer(answers[at] ?? { error: new Error("a statement was not answered") });
  }

  return <Row>(scope: Scope, query: Prisma.Sql) =>
    new Promise<Row[]>((resolve, reject) => {
      const key = `${scope.userId} ${scope.organizationId}`;
      const answer = (given: Answer): void =>
        "error" in given ? reject(given.error) : resolve([...given.rows] as Row[]);
      const open = waiting.get(key);
      if (open !== undefined) return void open.push({ query, answer });
      const batch = [{ query, answer }];
      waiting.set(key, batch);
      setImmediate(() => {
        waiting.delete(key);
        void sendAll(scope, batch);
      });
    });
}
