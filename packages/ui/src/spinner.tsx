import { cn } from "./cn.ts";

/** A small turning ring inside a control; pages show skeletons instead. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "spin inline-block size-3 flex-none rounded-full border-[1.5px] border-current opacity-80",
        className,
      )}
      style={{ borderRightColor: "transparent" }}
    />
  );
}
