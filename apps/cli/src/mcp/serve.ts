import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Io } from "../io.ts";
import { createMcpServer, type McpOptions } from "./server.ts";

/** Serves on standard input and output until the client closes them. */
export async function serveMcp(io: Io, options: McpOptions): Promise<void> {
  const server = createMcpServer(options);
  const transport = new StdioServerTransport(io.stdin, io.stdout);
  const closed = new Promise<void>((resolve) => {
    transport.onclose = resolve;
    io.stdin.once("end", resolve);
    io.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.connect(transport);
  await closed;
  await server.close();
}
