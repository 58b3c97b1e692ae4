import type { TestDatabase } from "@redoubt/db/testing";
import pg from "pg";
import { until } from "./until.ts";

/** A lock that a test holds so that a worker stops at a chosen place. */
export interface Hold {
  /** Waits until at least so many transactions wait for it. */
  waited(count?: number): Promise<void>;
  release(): Promise<void>;
}

/** Locks rows as `SELECT … FOR UPDATE` does. */
export function holdRow(test: TestDatabase, table: string, where: string, values: readonly unknown[]): Promise<Hold> {
  return hold(test, `SELECT 1 FROM ${table} WHERE ${where} FOR UPDATE`, values);
}

async function hold(test: TestDatabase, text: string, values: readonly unknown[]): Promise<Hold> {
  const client = new pg.Client({ connectionString: test.ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  await client.query("BEGIN");
  await client.query(text, [...values]);
  const waiting = async (): Promise<number> => {
    const answer = await test.owner.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))",
      [rows[0]?.pid],
    );
    return answer.rows[0]?.n ?? 0;
  };
  return {
    waited: (count = 1) => until("a transaction waits", async () => (await waiting()) >= count),
    async release() {
      await client.query("ROLLBACK");
      await client.end();
    },
  };
}
