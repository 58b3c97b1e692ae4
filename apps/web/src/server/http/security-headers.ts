/** Header names and values that every answer has, whatever it is. Imported by proxy.ts: no server module here. */
function common(https: boolean): [string, string][] {
  return [
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["x-frame-options", "DENY"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"],
    ...(https ? ([["strict-transport-security", "max-age=63072000; includeSubDomains"]] as [string, string][]) : []),
  ];
}

/** Where browsers report what the policy blocked. */
export const CSP_REPORT_PATH = "/api/csp-report";

/** Headers of a page; scripts run only with this answer's nonce. Development needs eval and a web socket. */
export function pageHeaders(options: { https: boolean; nonce: string; development: boolean }): [string, string][] {
  const { https, nonce, development } = options;
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${CSP_REPORT_PATH}`,
  ].join("; ");
  return [...common(https), ["content-security-policy", policy], ["cache-control", "private, no-store"]];
}

/** Headers of everything that is not a page: nothing in it may run, be framed or be kept. */
export function dataHeaders(options: { https: boolean }): [string, string][] {
  return [
    ...common(options.https),
    ["content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"],
    ["cache-control", "private, no-store"],
  ];
}
