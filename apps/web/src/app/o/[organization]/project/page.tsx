import { redirect } from "next/navigation";

// The list of projects is the start of the organization.
export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  redirect(`/o/${(await params).organization}`);
}
