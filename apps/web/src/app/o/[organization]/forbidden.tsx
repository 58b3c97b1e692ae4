import { ForbiddenScreen } from "#features/frame/index.ts";

export default function Forbidden() {
  return <ForbiddenScreen framed />;
}
