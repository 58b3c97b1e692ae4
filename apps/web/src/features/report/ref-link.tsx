import { cn } from "@redoubt/ui";
import Link from "next/link";
import type { ReactNode } from "react";

/** A way to the thing that is spoken of; its words alone where the reader has no way there. */
export function RefLink({
  href,
  link,
  className,
  children,
}: {
  href: string | null;
  /** Looks like a link within a sentence. */
  link?: boolean;
  className?: string;
  children: ReactNode;
}) {
  if (href === null) return <span className={className}>{children}</span>;
  return (
    <Link href={href} className={cn(link && "link", className)}>
      {children}
    </Link>
  );
}

/** A title with `code` in it: the marks go, the code is set as code. */
export function CodeTitle({ text }: { text: string }) {
  const parts = text.split(/(`+)(.+?)\1/);
  return (
    <>
      {parts.map((part, index) => {
        // The pattern gives text, marks and code in turn.
        if (index % 3 === 1 || part === "") return null;
        return index % 3 === 2 ? <code key={index}>{part}</code> : part;
      })}
    </>
  );
}
