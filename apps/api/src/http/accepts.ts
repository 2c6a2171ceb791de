import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * The first of `offered` that a request's Accept prefers; the first of all where it says nothing.
 *
 * @throws TinyCatsError "not-acceptable"
 */
export function accepts<T extends string>(request: Request, offered: readonly T[]): T {
  const header = request.headers.get("accept") ?? "";
  if (header.trim() === "") return offered[0];
  const ranges = header.split(",").map((part) => {
    const [range, ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { range, quality: q === undefined ? 1 : Math.min(1, Number(q) || 0) };
  });
  const qualityOf = (type: string) => {
    const [kind] = type.split("/");
    for (const wanted of [type, `${kind}/*`, "*/*"]) {
      const found = ranges.find(({ range }) => range === wanted);
      if (found) return found.quality;
    }
    return 0;
  };
  const best = offered
    .map((type) => ({ type, quality: qualityOf(type) }))
    .reduce((a, b) => (b.quality > a.quality ? b : a));
  if (best.quality > 0) return best.type;
  throw new TinyCatsError("not-acceptable", `the answer can't be ${header.slice(0, 100)}`, {
    value: header.slice(0, 100),
    remedy: `accept one of ${offered.join(", ")}`,
  });
}
