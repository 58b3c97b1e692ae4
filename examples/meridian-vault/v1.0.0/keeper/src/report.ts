import { exec } from "node:child_process";

/** Hands a line about a market to the on-call channel. */
export function report(market: string, message: string): void {
  exec(`notify-ops --title "${market}" "${message}"`, (error) => {
    if (error !== null) console.error(`not reported: ${market}: ${message}`, error);
  });
}
