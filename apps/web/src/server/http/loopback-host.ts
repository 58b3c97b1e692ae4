/** True for a Host header that names this machine to itself. Imported by proxy.ts: no server module here. */
export function isLoopbackHost(host: string | null): boolean {
  return host !== null && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host);
}
