"use client";
import { Sidebar, SidebarCaption, SidebarLink, SidebarNav, SidebarOff } from "@redoubt/ui";
import {
  BarChart3,
  ChevronDown,
  ChevronRight,
  Crosshair,
  FileText,
  Plus,
  SlidersHorizontal,
  TriangleAlert,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { FrameData } from "./frame-data.ts";
import { LifecycleRail } from "./lifecycle-rail.tsx";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { paths, placeOf } from "./paths.ts";
import { UserMenu } from "./user-menu.tsx";

/** The navigation of an organization; also what the drawer holds on a phone. */
export function FrameSide({ data, className }: { data: FrameData; className?: string }) {
  const place = placeOf(usePathname());
  const { organization, project } = data;
  const inOrganization = (slice: string) => place.project === undefined && place.slice === slice;
  const sliceLink = (slice: string) => ({
    href: paths.organizationSlice(organization.slug, slice),
    current: inOrganization(slice),
    linkAs: Link,
  });

  return (
    <Sidebar className={className} head={<OrganizationSwitcher data={data} />} foot={<UserMenu user={data.user} />}>
      <SidebarNav aria-label="Organization">
        <SidebarOff icon={<BarChart3 aria-hidden="true" />} label="Portfolio" reason="not built yet" />
        <SidebarLink
          {...sliceLink("finding")}
          icon={<Crosshair aria-hidden="true" />}
          label="Findings"
          count={data.openFindings ?? undefined}
        />
        <SidebarOff icon={<TriangleAlert aria-hidden="true" />} label="Incidents" reason="not built yet" />
        <SidebarLink {...sliceLink("report")} icon={<FileText aria-hidden="true" />} label="Reports" />
        <SidebarLink {...sliceLink("settings")} icon={<SlidersHorizontal aria-hidden="true" />} label="Settings" />
      </SidebarNav>
      <SidebarNav aria-label="Projects">
        <SidebarCaption action={data.mayCreateProject && <NewProject organization={organization.slug} />}>
          Projects
        </SidebarCaption>
        {data.projects.map((entry) => {
          const open = entry.slug === project?.slug;
          const Chevron = open ? ChevronDown : ChevronRight;
          return (
            <div key={entry.slug}>
              <SidebarLink
                href={paths.project(organization.slug, entry.slug)}
                linkAs={Link}
                label={entry.name}
                icon={<Chevron aria-hidden="true" className="size-3.5" />}
                strong={open}
                folded={!open}
                current={open && place.slice === undefined}
              />
              {open && project !== null && (
                <LifecycleRail organization={organization.slug} project={project} place={place} />
              )}
            </div>
          );
        })}
        {data.projects.length === 0 && <p className="px-2 py-1 text-12 text-ink-3">None yet.</p>}
      </SidebarNav>
    </Sidebar>
  );
}

function NewProject({ organization }: { organization: string }) {
  return (
    <Link
      href={paths.newProject(organization)}
      aria-label="New project"
      title="New project"
      className="-mr-1 grid size-6 place-items-center rounded-2 hover:bg-hover hover:text-ink phone:-mr-3.5 phone:size-11"
    >
      <Plus aria-hidden="true" className="size-3.5" />
    </Link>
  );
}
