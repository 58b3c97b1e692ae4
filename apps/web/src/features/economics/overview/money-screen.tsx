"use client";
import { type AttackerId, ATTACKERS, type Regime, REGIMES } from "@redoubt/domain/economics";
import { BlindLine, EmptyState, LinkButton } from "@redoubt/ui";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { type Economics, useEconomics } from "../use-economics.ts";
import type { ProjectScope } from "../words.ts";
import { BlastTable } from "./blast-table.tsx";
import { BreakModel } from "./break-model.tsx";
import { ChanceAndSize } from "./chance-and-size.tsx";
import { MeasuredTimes } from "./measured-times.tsx";
import { MoreCharts } from "./more-charts.tsx";
import { NextDollar } from "./next-dollar.tsx";
import { WorthAttacking } from "./worth-attacking.tsx";

const ATTACKER_IDS = ATTACKERS.map(({ id }) => id);

/** Facts first, then measured times, then the model: chance and size apart, and never one number for all of it. */
export function MoneyScreen(scope: ProjectScope) {
  const economics = useEconomics(scope);
  const may = usePermissions(scope).has("profile:write");
  const [regime, setRegime] = useQueryState<Regime>("regime", parseAsStringLiteral(REGIMES).withDefault("central"));
  const [against, setAgainst] = useQueryState<AttackerId>(
    "against",
    parseAsStringLiteral(ATTACKER_IDS).withDefault("harness"),
  );
  const { page, inputs } = economics;
  if (inputs.assets.length === 0) {
    const assets = `${paths.projectSlice(scope.organization, scope.project, "profile")}/asset`;
    return (
      <EmptyState
        title="Nothing of value is stated"
        actions={
          may && (
            <LinkButton variant="primary" asChild>
              <Link href={assets}>State what there is to take</Link>
            </LinkButton>
          )
        }
      >
        What can leave in a transaction, a block, a day; from what value it is worth attacking; what the next dollar of
        defence buys. All of it follows from assets with a value, their limits, and a few dozen numbers with their
        origin.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-1 flex-col">
      <div className="grid grid-cols-[minmax(0,1fr)_336px] border-t border-line max-lg:grid-cols-1">
        <BlastTable economics={economics} />
        <MeasuredTimes scope={scope} economics={economics} />
      </div>
      <div className="grid grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] border-t border-line max-lg:grid-cols-1">
        <WorthAttacking
          inputs={inputs}
          regime={regime}
          onRegime={(next) => void setRegime(next)}
          attacker={ATTACKERS.find(({ id }) => id === against) ?? ATTACKERS[1]}
          onAttacker={(next) => void setAgainst(next)}
        />
        <ChanceAndSize scope={scope} economics={economics} regime={regime} />
      </div>
      <div className="grid grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] border-t border-line max-lg:grid-cols-1">
        <NextDollar scope={scope} economics={economics} />
        <BreakModel economics={economics} />
      </div>
      <MoreCharts economics={economics} regime={regime} />
      <BlindLine title="What this page cannot see">{blindness(economics)}</BlindLine>
    </div>
  );

  function blindness({ page: facts }: Economics): string {
    const unknown = facts.assets.filter(({ valueUsd }) => valueUsd === null).length;
    const lines =
      page.nSloc === null
        ? `no revision has told how many lines there are: ${inputs.lines.toLocaleString("en-US")} are assumed`
        : `${page.nSloc.toLocaleString("en-US")} lines are shared equally among the assets that code holds`;
    const values =
      unknown === 0
        ? ""
        : `${unknown} ${unknown === 1 ? "asset has" : "assets have"} no stated value and count for nothing. `;
    return `${values}Values are as stated, not read from a chain; ${lines}. A control catches what its row says, not what was tried.`;
  }
}
