import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type CalloutTone = "bad" | "warn" | "note";

const LOOK: Record<CalloutTone, { box: string; icon: string; Icon: typeof Info }> = {
  bad: { box: "border-failed bg-bad-soft", icon: "text-bad", Icon: TriangleAlert },
  warn: { box: "border-stale bg-warn-soft", icon: "text-warn", Icon: CircleAlert },
  note: { box: "border-line-strong bg-surface", icon: "text-ink-3", Icon: Info },
};

export interface CalloutProps {
  /** What happened, as a statement. */
  title: ReactNode;
  tone?: CalloutTone;
  /** What it means and what to do. */
  children?: ReactNode;
  /** Instead of the icon of the tone (a mark, say). */
  icon?: ReactNode;
  actions?: ReactNode;
  /** Appeared in answer to what the user did: screen readers say it at once. */
  live?: boolean;
  className?: string;
}

/** A problem or a held decision that needs a person, with what to do about it. */
export function Callout({ title, tone = "bad", children, icon, actions, live, className }: CalloutProps) {
  const { box, icon: iconClass, Icon } = LOOK[tone];
  return (
    <div
      role={live ? "alert" : undefined}
      className={cn(
        "grid grid-cols-[28px_minmax(0,1fr)_auto] items-center rounded-2 border px-3 py-2.5 phone:grid-cols-[28px_minmax(0,1fr)]",
        box,
        className,
      )}
    >
      <span className={cn("mt-0.5 flex self-start", iconClass)}>{icon ?? <Icon aria-hidden="true" />}</span>
      <div className="min-w-0">
        <div className="font-medium">{title}</div>
        {children && <div className="text-12/[17px] text-ink-2 [&_.link]:underline">{children}</div>}
      </div>
      {actions && <div className="flex gap-2 pl-3 phone:col-start-2 phone:mt-2 phone:pl-0">{actions}</div>}
    </div>
  );
}
