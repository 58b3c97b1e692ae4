// Of SPDX's list those that packages carry by the thousand; any other text is a name, which is as valid.
const IDS = new Set([
  ..."0BSD AFL-2.1 AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause".split(
    " ",
  ),
  ..."BSL-1.0 BUSL-1.1 CC-BY-3.0 CC-BY-4.0 CC0-1.0 EPL-2.0 GPL-2.0-only GPL-2.0-or-later GPL-3.0-only".split(" "),
  ..."GPL-3.0-or-later ISC LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MPL-2.0".split(
    " ",
  ),
  ..."PostgreSQL PSF-2.0 Python-2.0 Unicode-3.0 Unlicense WTFPL Zlib".split(" "),
]);

/** The licence of a component as CycloneDX has it: an id of SPDX, else what the package calls it. */
export function licenceOf(text: string): { license: { id: string } | { name: string } } {
  return { license: IDS.has(text) ? { id: text } : { name: text } };
}
