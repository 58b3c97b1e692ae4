// Read by the runner inside the jail and by the adapter: data only.

/** Rules that our configuration switches on, with their options. */
export const ENABLED_RULES: Readonly<Record<string, readonly ["error", ...unknown[]]>> = {
  "no-implied-eval": ["error"],
  "no-new-func": ["error"],
  "no-secrets/no-secrets": ["error", { tolerance: 4.8, ignoreModules: true }],
  "no-unsanitized/method": ["error"],
  "no-unsanitized/property": ["error"],
  "security/detect-bidi-characters": ["error"],
  "security/detect-buffer-noassert": ["error"],
  "security/detect-child-process": ["error"],
  "security/detect-disable-mustache-escape": ["error"],
  "security/detect-eval-with-expression": ["error"],
  "security/detect-new-buffer": ["error"],
  "security/detect-no-csrf-before-method-override": ["error"],
  "security/detect-non-literal-fs-filename": ["error"],
  "security/detect-non-literal-regexp": ["error"],
  "security/detect-non-literal-require": ["error"],
  "security/detect-possible-timing-attacks": ["error"],
  "security/detect-pseudoRandomBytes": ["error"],
  "security/detect-unsafe-regex": ["error"],
};
