"use client";
import { Checkbox, FieldSet } from "@redoubt/ui";

export interface ProjectBoxesProps {
  legend: string;
  projects: readonly { slug: string; name: string }[];
  /** Short names. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Some of the projects, by boxes. */
export function ProjectBoxes({ legend, projects, chosen, onChange }: ProjectBoxesProps) {
  return (
    <FieldSet legend={legend}>
      <div className="flex max-h-60 flex-col gap-1.5 overflow-y-auto">
        {projects.map((project) => (
          <Checkbox
            key={project.slug}
            label={project.name}
            checked={chosen.includes(project.slug)}
            onCheckedChange={(on) =>
              onChange(on === true ? [...chosen, project.slug] : chosen.filter((slug) => slug !== project.slug))
            }
          />
        ))}
      </div>
    </FieldSet>
  );
}
