import { SignInPreview } from "#features/design/index.ts";

export default function Page() {
  return <SignInPreview />;
}
