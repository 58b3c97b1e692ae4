import type { ComponentProps, ElementType, ReactNode } from "react";
import { cn } from "./cn.ts";

export interface ShellProps {
  /** The side navigation; hidden on a phone, where a drawer takes over. */
  side: ReactNode;
  top: ReactNode;
  /** 52 px of side: icons and circles only. */
  narrow?: boolean;
  children: ReactNode;
}

/** The frame of every page: side, top bar, and a work surface that scrolls by itself. */
export function Shell({ side, top, narrow, children }: ShellProps) {
  return (
    <div className="shell" data-narrow={narrow || undefined}>
      <a href="#content" className="btn btn-primary fixed top-2 left-2 z-50 -translate-y-16 focus:translate-y-0">
        Skip to content
      </a>
      {side}
      <div className="main">
        {top}
        <main id="content" tabIndex={-1} className="main-body outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}

export interface SidebarProps extends ComponentProps<"div"> {
  head: ReactNode;
  foot?: ReactNode;
}

/** The column of navigation: head, scrolling middle, foot. */
export function Sidebar({ head, foot, className, children, ...rest }: SidebarProps) {
  return (
    <div className={cn("side", className)} {...rest}>
      <div className="side-head">{head}</div>
      <div className="side-scroll">{children}</div>
      {foot && <div className="side-foot">{foot}</div>}
    </div>
  );
}

/** A group of links in the side. */
export function SidebarNav({ className, ...rest }: ComponentProps<"nav"> & { "aria-label": string }) {
  return <nav className={cn("side-nav", className)} {...rest} />;
}

/** The quiet heading of a group, with room for one small button. */
export function SidebarCaption({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="side-cap">
      <span>{children}</span>
      {action}
    </div>
  );
}

/** A group of links whose circles stand on one line. */
export function SidebarRail({ children }: { children: ReactNode }) {
  return <div className="rail">{children}</div>;
}

export interface SidebarItemProps {
  /** An icon or a circle. */
  icon?: ReactNode;
  label: string;
  count?: number | undefined;
  /** The count wants someone now. */
  urgent?: boolean | undefined;
}

function SidebarItemContent({ icon, label, count, urgent }: SidebarItemProps) {
  return (
    <>
      {icon}
      <span className="side-label">{label}</span>
      {count !== undefined && count > 0 && (
        <span className="side-count" data-urgent={urgent || undefined}>
          {count.toLocaleString("en")}
        </span>
      )}
    </>
  );
}

export interface SidebarLinkProps extends SidebarItemProps, Omit<ComponentProps<"a">, "children"> {
  current?: boolean;
  /** A heading among its own parts. */
  strong?: boolean;
  /** A heading whose parts are shut away; a narrow side leaves it out. */
  folded?: boolean;
  /** The router's link component; a plain anchor unless told. */
  linkAs?: ElementType;
}

/** A place in the side. */
export function SidebarLink(props: SidebarLinkProps) {
  const { icon, label, count, urgent, current, strong, folded, linkAs: Link = "a", className, ...rest } = props;
  return (
    <Link
      aria-current={current ? "page" : undefined}
      data-strong={strong || undefined}
      data-folded={folded || undefined}
      title={label}
      className={cn("side-link", className)}
      {...rest}
    >
      <SidebarItemContent icon={icon} label={label} count={count} urgent={urgent} />
    </Link>
  );
}

/** A place that does not exist yet: one grey line that says so to screen readers and on hover. */
export function SidebarOff({ icon, label, reason }: SidebarItemProps & { reason: string }) {
  return (
    <span className="side-link" data-off="" title={`${label}: ${reason}`}>
      {icon}
      <span className="side-label">{label}</span>
      <span className="sr-only">({reason})</span>
    </span>
  );
}

/** The bar over the page. */
export function TopBar({ className, ...rest }: ComponentProps<"header">) {
  return <header className={cn("top no-print", className)} {...rest} />;
}
