export { useRootKey } from "./root-key.ts";
export { openSecret, type SecretPlace, sealSecret } from "./use-cases/seal-secret.ts";
