/** What a prepared set is and how it was made; it lies in it as manifest.json. */
export interface PreparedPets {
  schema: "tiny-cats/prepared-pets";
  version: 1;
  name: "Oxford-IIIT Pet";
  license: string;
  citation: string;
  /** The package and its version. */
  made_by: string;
  /** What the pictures were unpacked from; none where they lay there unpacked. */
  archives: { file: string; bytes: number; md5: string }[];
  heads: boolean;
  /** In pixels: of heads both sides, else the shorter one at most. Null where pictures were left as they are. */
  size: number | null;
  /** Side of the square about a head over the longer side of its box; null without heads. */
  margin: number | null;
  /** How train and val were split from the official trainval; test is the official one. */
  split: { seed: number; val: number };
  pictures: number;
  splits: Record<string, number>;
  labels: { label: string; n: number; splits: Record<string, number> }[];
  /** Pictures of the lists that are not in it: "no-head" where there is no box, else the code of the picture's fault. */
  left_out: { file: string; code: string }[];
  /** Annotations of heads that can't be read, and why; their pictures count as without a box. */
  unread_annotations: { file: string; message: string }[];
  /** As itemsSha256 gives it. */
  items_sha256: string;
  index_sha256: string;
}
