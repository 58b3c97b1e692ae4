import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client.ts";

export { Prisma, PrismaClient };

/** Prisma over one `pg` pool. `max` is the number of connections (see the connection budget in docs/operations.md). */
export function createClient(options: { url: string; max: number }): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: options.url,
    max: options.max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  return new PrismaClient({ adapter });
}
