/** Version of the pack; raise it whenever a detector finds more, less or something else than before. */
export const PACK_VERSION = "1.1.0";
