import { FramePreview } from "#features/design/index.ts";

export default function Page() {
  return <FramePreview />;
}
