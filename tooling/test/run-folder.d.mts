/** Makes the folder of this process below .data-test and resolves to its path. */
export function makeRunFolder(): Promise<string>;
