import type { DefenceControl, MeasuredTime } from "@redoubt/domain/economics";
import { Button, ConfirmDialog, notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";

/** Takes a control off the list, after a question. */
export function RemoveControl({ scope, control }: { scope: ProjectScope; control: DefenceControl }) {
  const trpc = useTRPC();
  const after = useAfter(control.name);
  const remove = useMutation(trpc.economics.removeControl.mutationOptions(after));
  return (
    <ConfirmDialog
      trigger={<RemoveButton name={control.name} />}
      title={`Take ${control.name} off the list?`}
      description="The model no longer counts it. The audit log keeps what it was."
      keep="Keep it"
      verb="Remove"
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ ...scope, controlId: control.id, rowVersion: control.rowVersion })}
    />
  );
}

/** Takes a measured time off the list, after a question. */
export function RemoveTime({ scope, time }: { scope: ProjectScope; time: MeasuredTime }) {
  const trpc = useTRPC();
  const after = useAfter(time.name);
  const remove = useMutation(trpc.economics.removeTime.mutationOptions(after));
  return (
    <ConfirmDialog
      trigger={<RemoveButton name={time.name} />}
      title={`Take ${time.name} off the list?`}
      description="The model counts the next one, or defaults. The audit log keeps what it was."
      keep="Keep it"
      verb="Remove"
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ ...scope, timeId: time.id, rowVersion: time.rowVersion })}
    />
  );
}

function RemoveButton({ name, ...rest }: { name: string }) {
  return (
    <Button variant="ghost" aria-label={`Remove ${name}`} {...rest}>
      Remove
    </Button>
  );
}

function useAfter(name: string) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return {
    onSuccess: async () => {
      await cache.invalidateQueries(trpc.economics.pathFilter());
      notify(`${name} is off the list`);
    },
    onError: (error: unknown) => notifyProblem(problemOf(error).message),
  };
}
