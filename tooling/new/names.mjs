/** `threat-model` → threatModel, ThreatModel, THREAT_MODEL. */
export function formsOf(name) {
  const words = name.split("-");
  const pascal = words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
  return {
    name,
    camel: pascal[0].toLowerCase() + pascal.slice(1),
    pascal,
    constant: words.join("_").toUpperCase(),
    plain: words.join(" "),
  };
}
