/** What a slice is called on screen, as a list of its things. */
export const SLICE_LABELS: Readonly<Record<string, string>> = {
  profile: "Profile",
  "threat-model": "Threat model",
  economics: "Money at risk",
  source: "Code",
  advisory: "Dependencies",
  scan: "Scans",
  finding: "Findings",
  verification: "PoCs",
  report: "Reports",
  notification: "Notifications",
  settings: "Settings",
  project: "Projects",
};
