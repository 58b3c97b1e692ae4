import { Shell, TopBar } from "@redoubt/ui";
import type { ReactNode } from "react";
import { FrameCrumbs } from "./frame-crumbs.tsx";
import type { FrameData } from "./frame-data.ts";
import { FrameSide } from "./frame-side.tsx";
import { MobileNavigation } from "./mobile-navigation.tsx";
import { PaletteButton } from "./palette.tsx";

export interface AppFrameProps {
  data: FrameData;
  /** Work that runs now, with its progress. */
  jobs?: ReactNode;
  notifications?: ReactNode;
  /** Gives the page the width that the side would take: icons alone. */
  narrow?: boolean;
  children: ReactNode;
}

/** The frame around every page of an organization: navigation, way here, search, running work. */
export function AppFrame({ data, jobs, notifications, narrow = false, children }: AppFrameProps) {
  return (
    <Shell
      narrow={narrow}
      side={<FrameSide data={data} />}
      top={
        <TopBar>
          <MobileNavigation data={data} />
          <FrameCrumbs organization={data.organization} project={data.project} />
          <div className="ml-auto flex flex-none items-center gap-3 phone:gap-0">
            {data.ribbon && <span className="text-12 whitespace-nowrap text-ink-3 max-xl:hidden">{data.ribbon}</span>}
            <PaletteButton data={data} />
            {jobs}
            {notifications}
          </div>
        </TopBar>
      }
    >
      {children}
    </Shell>
  );
}
