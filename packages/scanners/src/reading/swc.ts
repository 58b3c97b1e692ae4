/** CWE of each entry of the SWC registry, as the registry itself states it. */
const CWE_OF_SWC: Readonly<Record<string, string>> = {
  "100": "CWE-710",
  "101": "CWE-682",
  "102": "CWE-937",
  "103": "CWE-664",
  "104": "CWE-252",
  "105": "CWE-284",
  "106": "CWE-284",
  "107": "CWE-841",
  "108": "CWE-710",
  "109": "CWE-824",
  "110": "CWE-670",
  "111": "CWE-477",
  "112": "CWE-829",
  "113": "CWE-703",
  "114": "CWE-362",
  "115": "CWE-477",
  "116": "CWE-829",
  "117": "CWE-347",
  "118": "CWE-665",
  "119": "CWE-710",
  "120": "CWE-330",
  "121": "CWE-347",
  "122": "CWE-345",
  "123": "CWE-573",
  "124": "CWE-123",
  "125": "CWE-696",
  "126": "CWE-691",
  "127": "CWE-695",
  "128": "CWE-400",
  "129": "CWE-480",
  "130": "CWE-451",
  "131": "CWE-1164",
  "132": "CWE-667",
  "133": "CWE-294",
  "134": "CWE-655",
  "135": "CWE-1164",
  "136": "CWE-767",
};

/** SWC ids with the CWE of each, as classes. */
export function swcClasses(swc: readonly string[]): {
  readonly swc: readonly string[];
  readonly cwe: readonly string[];
} {
  const numbers = swc.flatMap((each) => /(\d{3})/.exec(each)?.[1] ?? []);
  return { swc: numbers, cwe: numbers.flatMap((id) => CWE_OF_SWC[id] ?? []) };
}
