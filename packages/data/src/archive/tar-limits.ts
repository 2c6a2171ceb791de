/** What an archive may hold. */
export interface TarLimits {
  /** Headers of any kind; 100,000 unless told. */
  maxEntries: number;
  /** Bytes of a file; 256 MiB unless told. */
  maxEntryBytes: number;
  /** Bytes of the archive unpacked, headers included; 4 GiB unless told. */
  maxBytes: number;
  /** Bytes unpacked over bytes packed, beyond the first 16 MiB; 100 unless told. */
  maxRatio: number;
}

export const TAR_LIMITS: TarLimits = {
  maxEntries: 100_000,
  maxEntryBytes: 256 * 2 ** 20,
  maxBytes: 4 * 2 ** 30,
  maxRatio: 100,
};
