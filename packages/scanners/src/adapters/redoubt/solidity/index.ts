import type { SolidityDetector } from "../detector.ts";
import { arbitraryFrom } from "./detectors/arbitrary-from.ts";
import { callBeforeWrite } from "./detectors/call-before-write.ts";
import { delegatecallToParameter } from "./detectors/delegatecall-to-parameter.ts";
import { divideBeforeMultiply } from "./detectors/divide-before-multiply.ts";
import { ecrecoverZero } from "./detectors/ecrecover-zero.ts";
import { ignoredOracleFields } from "./detectors/ignored-oracle-fields.ts";
import { initializerWithoutGuard } from "./detectors/initializer-without-guard.ts";
import { msgValueInLoop } from "./detectors/msg-value-in-loop.ts";
import { packedCollision } from "./detectors/packed-collision.ts";
import { proxyEmptyInit } from "./detectors/proxy-empty-init.ts";
import { replayableDigest } from "./detectors/replayable-digest.ts";
import { spotPrice } from "./detectors/spot-price.ts";
import { timestampDeadline } from "./detectors/timestamp-deadline.ts";
import { txOriginAuthorization } from "./detectors/tx-origin-authorization.ts";
import { uncheckedErc20Return } from "./detectors/unchecked-erc20-return.ts";
import { uncheckedLowLevelCall } from "./detectors/unchecked-low-level-call.ts";
import { unguardedMint } from "./detectors/unguarded-mint.ts";
import { unguardedSetter } from "./detectors/unguarded-setter.ts";
import { unguardedSweep } from "./detectors/unguarded-sweep.ts";
import { weakRandomness } from "./detectors/weak-randomness.ts";
import { zeroSlippage } from "./detectors/zero-slippage.ts";

/** The Solidity part of the pack. */
export const solidityDetectors: readonly SolidityDetector[] = [
  arbitraryFrom,
  callBeforeWrite,
  delegatecallToParameter,
  divideBeforeMultiply,
  ecrecoverZero,
  ignoredOracleFields,
  initializerWithoutGuard,
  msgValueInLoop,
  packedCollision,
  proxyEmptyInit,
  replayableDigest,
  spotPrice,
  timestampDeadline,
  txOriginAuthorization,
  uncheckedErc20Return,
  uncheckedLowLevelCall,
  unguardedMint,
  unguardedSetter,
  unguardedSweep,
  weakRandomness,
  zeroSlippage,
];
