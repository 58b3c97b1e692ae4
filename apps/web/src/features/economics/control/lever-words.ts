import { type ClassId, CLASSES, type Levers, roundMinutes, roundPercent } from "@redoubt/domain/economics";

/** What a class is called. */
export function classLabel(id: ClassId): string {
  return CLASSES.find((entry) => entry.id === id)?.label ?? id;
}

/** What a control moves, one phrase for each number. */
export function leverWords(
  levers: Levers,
  assets: readonly { readonly id: string; readonly name: string }[],
): string[] {
  const caught = Object.entries(levers.predeploy).map(
    ([id, share]) => `${classLabel(id as ClassId).toLowerCase()} ${roundPercent(share)}`,
  );
  const on = levers.capAssets.flatMap((id) => assets.find((asset) => asset.id === id)?.name ?? []);
  const { rescanPerDay, preBlock, detectMinutes, decideMinutes, actMinutes, capFraction } = levers;
  return [
    caught.length === 0 ? "" : `catches ${caught.join(", ")}`,
    rescanPerDay === null ? "" : `looks at live code ${Number((rescanPerDay * 365).toPrecision(2))} times a year`,
    preBlock === null ? "" : `keeps ${roundPercent(preBlock)} of atomic attacks out`,
    detectMinutes === null ? "" : `detects in ${roundMinutes(detectMinutes)}`,
    decideMinutes === null ? "" : `decides in ${roundMinutes(decideMinutes)}`,
    actMinutes === null ? "" : `acts in ${roundMinutes(actMinutes)}`,
    capFraction === null
      ? ""
      : `lets ${roundPercent(capFraction)} of ${on.length === 0 ? "each asset" : on.join(", ")} out`,
  ].filter(Boolean);
}
