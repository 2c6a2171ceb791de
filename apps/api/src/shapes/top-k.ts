import * as v from "valibot";

/** Classes to answer with: more than there are is all. */
export const topK = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));

/** In an address and in a form numbers are text. */
export const topKText = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), topK);
