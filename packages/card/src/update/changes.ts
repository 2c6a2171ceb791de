/** What an update did, by the ids of sections or the keys of the front matter. */
export interface Changes {
  replaced: string[];
  added: string[];
  removed: string[];
  /** Left alone because people changed, wrote or removed them. */
  kept: string[];
}
