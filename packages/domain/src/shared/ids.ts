/**
 * Prefixes of the typed ids that people and logs see. The database stores the bare UUIDv7.
 * A prefix is kept for ever once it was released.
 */
export const ID_PREFIXES = {
  organization: "org",
  user: "usr",
  member: "mem",
  grant: "grt",
  invitation: "inv",
  apiToken: "tok",
  session: "ses",
  project: "prj",
  source: "src",
  revision: "rev",
  projectRoot: "rot",
  artifact: "art",
  asset: "ast",
  holder: "hld",
  power: "pow",
  accessReading: "acr",
  threatModel: "thm",
  modelElement: "elm",
  modelFlow: "flw",
  threat: "thr",
  threatEvent: "tev",
  control: "ctl",
  assumption: "asm",
  modelReading: "rdg",
  responseTime: "tim",
  economicsControl: "ecc",
  simulation: "sim",
  advisoryImport: "dmp",
  scanRequest: "scr",
  scan: "scn",
  finding: "fnd",
  savedView: "viw",
  occurrence: "occ",
  proposal: "prp",
  policy: "pol",
  poc: "poc",
  pocRun: "run",
  report: "rpt",
  reportShare: "shr",
  notification: "ntf",
  channel: "chn",
  message: "msg",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** `fnd_0190…` from kind and UUID: the prefix of the kind, an underscore, 32 hexadecimal digits. */
export function toTypedId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${uuid.replaceAll("-", "")}`;
}

/** The UUID inside a typed id of any kind; the caller has checked the prefix. */
export function toUuid(typed: string): string {
  const hex = typed.slice(typed.indexOf("_") + 1);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
