/** Bytes that are taken in before they are written; a download that broke off before so many is not worth resuming. */
export const BLOCK = 1 << 20;
