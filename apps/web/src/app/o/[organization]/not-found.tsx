import { NotFoundScreen } from "#features/frame/index.ts";

export default function NotFound() {
  return <NotFoundScreen framed />;
}
