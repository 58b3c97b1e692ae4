"use client";
import { notify } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";

/** The changes of the access map. Each reads the map again and then says what happened. */
export function useAccessChanges(onDone: () => void) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const after = (said: string) => ({
    onSuccess: async () => {
      onDone();
      notify(said);
      await cache.invalidateQueries(trpc.profile.accessMap.pathFilter());
    },
  });
  return {
    saveHolder: useMutation(trpc.profile.saveHolder.mutationOptions(after("The holder is saved"))),
    archiveHolder: useMutation(trpc.profile.archiveHolder.mutationOptions(after("The holder is off the list"))),
    assignRole: useMutation(trpc.profile.assignRole.mutationOptions(after("Who holds it is saved"))),
    addPower: useMutation(trpc.profile.addPower.mutationOptions(after("The power is on the map"))),
    changePower: useMutation(trpc.profile.changePower.mutationOptions(after("The power is saved"))),
    removePower: useMutation(trpc.profile.removePower.mutationOptions(after("The power is off the map"))),
    setLimits: useMutation(trpc.profile.setAccessLimits.mutationOptions(after("The limits are saved"))),
  };
}
