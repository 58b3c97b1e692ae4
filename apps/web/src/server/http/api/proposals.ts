import "server-only";
import { ProposeByToken } from "@redoubt/domain/finding";
import { proposeByToken } from "@redoubt/domain/finding/server";
import { created } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { jsonBody } from "./body.ts";
import { findingNumber, FindingParam } from "./params.ts";
import { ProposalShape } from "./shapes.ts";

export const proposeRoute = tokenProjectRoute({
  method: "POST",
  path: "/projects/[project]/findings/[finding]/proposals",
  tag: "Findings",
  scope: "finding:propose",
  permission: "finding:triage",
  action: "finding.propose",
  summary: "Propose a decision",
  description:
    "It moves nothing: a person confirms or refuses it. Where the organization wants two people for it, the token's maker is not the second one.",
  works: true,
  params: FindingParam,
  body: jsonBody(ProposeByToken),
  answers: { 201: { description: "The proposal that waits", schema: ProposalShape } },
  async handle({ deps, params, body, pages }) {
    const number = findingNumber(params.finding);
    const { command, to, comment, until, by, at, approvers } = await proposeByToken(deps, { number, proposal: body });
    return created({
      ...{ finding: `F-${number}`, decision: command, to, note: comment, by, approvers },
      until: until?.toISOString() ?? null,
      at: at.toISOString(),
      url: `${pages}/finding/F-${number}`,
    });
  },
});
