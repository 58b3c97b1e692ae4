"use client";
import type { DecisionRegister, FindingPolicy, PolicyPreview } from "@redoubt/domain/finding";
import { paths } from "#features/frame/index.ts";
import { type RouterInputs, type RouterOutputs, useTRPC, useTRPCClient } from "#trpc/client.tsx";

/** Where a register stands: in a project, or over all projects of an organization. */
export interface PolicyPlace {
  readonly organization: string;
  readonly project: string | null;
}

export type PolicyDetail = RouterOutputs["finding"]["policy"]["get"];
export type PolicyContent = Omit<RouterInputs["finding"]["policy"]["save"], "organization" | "project">;
export type ScopeInput = Omit<RouterInputs["finding"]["policy"]["preview"], "organization" | "project">;

interface Version {
  readonly policy: string;
  readonly rowVersion: number;
}

/** The procedures of one place: a project's, or the organization's of the same shape. */
export function usePolicyApi({ organization, project }: PolicyPlace) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const all = { organization };
  if (project === null) {
    const from = client.finding.organizationPolicy;
    const keys = trpc.finding.organizationPolicy;
    return {
      registerKey: keys.register.queryKey(all) as readonly unknown[],
      policyKey: (policy: string) => keys.get.queryKey({ ...all, policy }) as readonly unknown[],
      previewKey: (scope: ScopeInput) => keys.preview.queryKey({ ...all, ...scope }) as readonly unknown[],
      register: (): Promise<DecisionRegister> => from.register.query(all),
      get: (policy: string): Promise<PolicyDetail> => from.get.query({ ...all, policy }),
      preview: (scope: ScopeInput): Promise<PolicyPreview> => from.preview.query({ ...all, ...scope }),
      save: (content: PolicyContent): Promise<FindingPolicy> => from.save.mutate({ ...all, ...content }),
      submit: (version: Version): Promise<FindingPolicy> => from.submit.mutate({ ...all, ...version }),
      approve: (version: Version): Promise<FindingPolicy> => from.approve.mutate({ ...all, ...version }),
      refuse: (end: Version & { comment: string }): Promise<FindingPolicy> => from.refuse.mutate({ ...all, ...end }),
      revoke: (end: Version & { comment: string }): Promise<FindingPolicy> => from.revoke.mutate({ ...all, ...end }),
    };
  }
  const scope = { organization, project };
  const from = client.finding.policy;
  const keys = trpc.finding.policy;
  return {
    registerKey: keys.register.queryKey(scope) as readonly unknown[],
    policyKey: (policy: string) => keys.get.queryKey({ ...scope, policy }) as readonly unknown[],
    previewKey: (of: ScopeInput) => keys.preview.queryKey({ ...scope, ...of }) as readonly unknown[],
    register: (): Promise<DecisionRegister> => from.register.query(scope),
    get: (policy: string): Promise<PolicyDetail> => from.get.query({ ...scope, policy }),
    preview: (of: ScopeInput): Promise<PolicyPreview> => from.preview.query({ ...scope, ...of }),
    save: (content: PolicyContent): Promise<FindingPolicy> => from.save.mutate({ ...scope, ...content }),
    submit: (version: Version): Promise<FindingPolicy> => from.submit.mutate({ ...scope, ...version }),
    approve: (version: Version): Promise<FindingPolicy> => from.approve.mutate({ ...scope, ...version }),
    refuse: (end: Version & { comment: string }): Promise<FindingPolicy> => from.refuse.mutate({ ...scope, ...end }),
    revoke: (end: Version & { comment: string }): Promise<FindingPolicy> => from.revoke.mutate({ ...scope, ...end }),
  };
}

/** The list of findings of a place. */
export function findingsOf({ organization, project }: PolicyPlace): string {
  return project === null
    ? paths.organizationSlice(organization, "finding")
    : paths.projectSlice(organization, project, "finding");
}

/** The register of a place; its policies stand below it. */
export function registerOf(place: PolicyPlace): string {
  return `${findingsOf(place)}/policy`;
}
