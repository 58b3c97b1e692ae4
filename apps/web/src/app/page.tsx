import { redirect } from "next/navigation";
import { NoOrganization } from "#features/organization/index.ts";
import { load } from "#trpc/rsc.tsx";

export default async function StartPage() {
  const [first] = await load((api) => api.organization.mine());
  if (first !== undefined) redirect(`/o/${first.slug}`);
  return <NoOrganization />;
}
