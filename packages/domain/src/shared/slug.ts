import { z } from "zod";

/** A name in a URL: 2 to 48 of a-z, 0-9 and single inner hyphens. */
export const Slug = z
  .string()
  .min(2)
  .max(48)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "use a-z, 0-9 and single hyphens");
export type Slug = z.infer<typeof Slug>;

/** Every organization procedure takes this; the URL's segment. */
export const OrganizationScope = z.strictObject({ organization: Slug });
export type OrganizationScope = z.infer<typeof OrganizationScope>;

/** Every project procedure takes this; the URL's two segments. */
export const ProjectScope = z.strictObject({ organization: Slug, project: Slug });
export type ProjectScope = z.infer<typeof ProjectScope>;

/** A slug from a name; "project" when nothing is left of it. */
export function slugify(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 48)
    .replace(/-+$/, "");
  return slug.length < 2 ? "project" : slug;
}
