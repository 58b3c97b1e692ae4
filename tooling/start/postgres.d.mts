/** A running embedded PostgreSQL. */
export interface PostgresServer {
  readonly pid: number;
  readonly port: number;
  readonly ownerUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
}
export function startPostgres(
  dataDir: string,
  options?: { portFrom?: number; throwAway?: boolean },
): Promise<PostgresServer>;
