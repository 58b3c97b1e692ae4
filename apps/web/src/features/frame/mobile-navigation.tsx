"use client";
import { Drawer, IconButton } from "@redoubt/ui";
import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import type { FrameData } from "./frame-data.ts";
import { FrameSide } from "./frame-side.tsx";

/** On a phone: the navigation in a drawer, shut again by going somewhere. */
export function MobileNavigation({ data }: { data: FrameData }) {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className="sm:hidden">
      <Drawer
        bare
        side="left"
        width={300}
        title="Navigation"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <IconButton label="Navigation">
            <Menu aria-hidden="true" />
          </IconButton>
        }
      >
        <FrameSide data={data} className="h-full border-r-0" />
      </Drawer>
    </div>
  );
}
