import { notFound } from "next/navigation";

// Addresses below an organization that lead nowhere are told inside its frame.
export default function Page() {
  return notFound();
}
