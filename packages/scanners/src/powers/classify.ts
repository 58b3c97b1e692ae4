// Runs inside the jail: no import from outside this folder.
import type { PowerKind } from "@redoubt/domain/profile";

/** What is known of one function that not everybody may call. */
export interface Subject {
  readonly name: string;
  readonly calls: ReadonlySet<string>;
  readonly callsAnything: boolean;
  /** Names and types of the state variables that it writes. */
  readonly writes: readonly { readonly name: string; readonly type: string }[];
  /** It writes a variable that says who holds a power. */
  readonly namesHolder: boolean;
  /** It writes a variable that signatures are compared with. */
  readonly namesSigner: boolean;
}

const UPGRADES = /^(?:upgrade(?:To|AndCall|ToAndCall|Beacon)?\w*|setImplementation|changeImplementation)$/;
const UPGRADE_CALLS =
  /^(?:_authorizeUpgrade|_upgradeTo\w*|_setImplementation|upgradeToAndCall|upgradeTo|upgradeAndCall)$/;
const HANDS_OVER = /^(?:transferOwnership|grantRole|revokeRole|changeAdmin|setAuthority|rely|deny|changeProxyAdmin)$/;
const QUEUES = /^(?:queue|schedule|submit)\w*$/i;
const DELAYS = /(?:^|_)(?:set|update|change)\w*(?:Delay|Timelock|VotingPeriod|GracePeriod)$/i;
const STOPS = /^_?(?:pause|stop|halt|freeze|shutdown|emergencyStop|cancel|veto)\w*$/i;
const STARTS = /^_?(?:unpause|resume|unfreeze|restart)\w*$/i;
const MINTS = /^_?(?:mint|issue)\w*$/i;
const MOVES =
  /^(?:transfer|transferFrom|safeTransfer|safeTransferFrom|safeIncreaseAllowance|approve|forceApprove|send|sendValue)$/;
const TAKES = /^(?:sweep|rescue|recover|skim|drain|withdraw|emergencyWithdraw|collect|harvest|claim)\w*/i;
const ACCOUNTS = /^(?:block|blacklist|denylist|freezeAccount|seize|wipe|confiscate)\w*$/i;
const ORACLES = /oracle|feed|aggregator|price/i;
const VERIFIERS = /verif|signer|attest|guardianSet|validator/i;
const LIMITS = /cap\b|cap$|limit|max|min|threshold|ceiling|quota|ltv|collateralfactor/i;

/** What kind of power a function is: by what it does, and by its name where the doing does not tell. */
export function kindOf(subject: Subject): PowerKind {
  const { name, calls, writes } = subject;
  const calling = (pattern: RegExp) => [...calls].some((each) => pattern.test(each));
  const writing = (pattern: RegExp) => writes.some(({ name, type }) => pattern.test(name) || pattern.test(type));
  if (UPGRADES.test(name) || calling(UPGRADE_CALLS)) return "upgrade";
  if (subject.callsAnything || (QUEUES.test(name) && writes.length > 0)) return "call-anything";
  if (DELAYS.test(name) || writes.some((each) => /delay$/i.test(each.name))) return "delay";
  if (subject.namesSigner) return "verifier";
  if (subject.namesHolder || HANDS_OVER.test(name)) return "hand-over";
  if (STARTS.test(name) || calling(/^_unpause$/)) return "start";
  if (STOPS.test(name) || calling(/^_pause$/)) return "stop";
  if (writing(ORACLES)) return "oracle";
  if (writing(VERIFIERS)) return "verifier";
  if (MINTS.test(name) || calling(/^_mint$/)) return "mint";
  if (ACCOUNTS.test(name)) return "freeze-account";
  if (calling(MOVES) || (TAKES.test(name) && writes.length > 0)) return "move-money";
  if (writing(LIMITS) || LIMITS.test(name)) return "limit";
  return writes.length > 0 ? "setting" : "operate";
}
