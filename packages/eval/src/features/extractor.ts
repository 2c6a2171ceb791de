import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The network that made features, or their probabilities: what measured by two of them can't be compared. */
export interface Extractor {
  name: string;
  /** Of the network's file: 64 lower-case hexadecimal digits. */
  sha256: string;
  /** Numbers of each picture's features. */
  dimension: number;
}

/** @throws TinyCatsError "invalid-extractor" unless it has a name, a hash, and a dimension of 1 to 16384. */
export function checkExtractor({ name, sha256, dimension }: Extractor): void {
  const named = typeof name === "string" && name !== "" && /^[0-9a-f]{64}$/.test(sha256);
  if (named && Number.isInteger(dimension) && dimension >= 1 && dimension <= 16384) return;
  throw new TinyCatsError("invalid-extractor", `${String(name)} is not described as an extractor of features`, {
    value: { name, sha256, dimension },
    remedy: "give its name, the SHA-256 of its file in lower-case hexadecimal digits, and a dimension from 1 to 16384",
  });
}

/** @throws TinyCatsError "extractor-mismatch" unless both are the same network with features of the same length. */
export function checkSameExtractor(a: Extractor, b: Extractor): void {
  if (a.sha256 === b.sha256 && a.dimension === b.dimension) return;
  const describe = ({ name, sha256, dimension }: Extractor) => `${name} (${sha256.slice(0, 12)}, ${dimension} numbers)`;
  throw new TinyCatsError(
    "extractor-mismatch",
    `features of ${describe(a)} can't be compared with those of ${describe(b)}`,
    {
      value: [a, b],
      remedy: "extract both sets with the same file of the same network",
    },
  );
}
