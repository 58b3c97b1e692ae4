// What the worker and the runner in the jail tell each other: nothing but types.
export interface PowersRequest {
  readonly forge: string;
  /** Arguments of the build, without those of the runner. */
  readonly build: readonly string[];
  /** Where the root stands; paths of the answer are relative to it. */
  readonly root: string;
  /** The root's own files: contracts elsewhere are not deployed by it. */
  readonly own: readonly string[];
}
