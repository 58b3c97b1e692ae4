import "server-only";
import { createHash } from "node:crypto";
import { answerRequest, claimRequest, releaseRequest } from "@redoubt/domain/organization/server";
import type { Deps } from "@redoubt/domain/shared/server";
import type { Answer } from "./answer.ts";
import type { ReceivedBody } from "./body.ts";
import { apiError } from "./problem.ts";

interface Attempt<B> {
  readonly request: Request;
  readonly url: URL;
  readonly deps: Deps;
  readonly tokenId: string;
  receive(options: { keep: boolean }): Promise<ReceivedBody<B>>;
  /** Does the work; `keep` is called within its transaction, with the answer. */
  work(received: ReceivedBody<B>, keep: (answer: Answer) => Promise<void>): Promise<Answer>;
}

/**
 * Does the work of a request once for each Idempotency-Key of a token, and answers a second one with what the first
 * was answered. Without a key it is done each time. Throws api.bad-idempotency-key, api.idempotency-mismatch,
 * api.idempotency-in-flight, and what reading and working throw.
 */
export async function once<B>(attempt: Attempt<B>): Promise<Answer> {
  const { request, url, deps, tokenId } = attempt;
  const key = request.headers.get("idempotency-key");
  if (key === null) return workOn(attempt, async () => undefined);
  if (!/^[!-~]{1,200}$/.test(key)) throw apiError("api.bad-idempotency-key");
  const asked = createHash("sha256").update(`${request.method} ${url.pathname}${url.search}`).digest("hex");
  const state = await claimRequest(deps, { tokenId, key, asked });
  if (state.kind === "in-flight") throw apiError("api.idempotency-in-flight");
  if (state.kind === "answered") {
    const { digest } = await attempt.receive({ keep: false });
    if (state.asked !== asked || state.bodyDigest !== digest) throw apiError("api.idempotency-mismatch");
    return { status: state.answer.status as 200, body: state.answer.body };
  }
  const claimed = { tokenId, key, claim: state.claim };
  try {
    return await workOn(attempt, async (answer, bodyDigest) => {
      if ("file" in answer) throw new Error("a file is no answer to a change");
      await answerRequest(deps, claimed, { ...answer, body: JSON.parse(JSON.stringify(answer.body)), bodyDigest });
    });
  } catch (error) {
    // Only what was not answered: when waiting alone failed, the change and its answer stand.
    await releaseRequest(deps, claimed);
    throw error;
  }
}

async function workOn<B>(
  attempt: Attempt<B>,
  keep: (answer: Answer, bodyDigest: string) => Promise<void>,
): Promise<Answer> {
  const received = await attempt.receive({ keep: true });
  let kept = false;
  try {
    return await attempt.work(received, async (answer) => {
      await keep(answer, received.digest);
      kept = true;
    });
  } catch (error) {
    // No row names it: nobody would ever remove it.
    if (!kept) await received.discard();
    throw error;
  }
}
