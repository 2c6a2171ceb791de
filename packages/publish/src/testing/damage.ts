import { uniforms } from "@tiny-cats/core";

const ENDS = ["null", "1e999", "-1", "[]", "{}", '"\\ud800"', '"__proto__"', "0.5", "9007199254740993", "true"];

/** A JSON text that is damaged in one to three places: values of other kinds, bytes changed, a tail cut off, a key twice. By seed. */
export function damaged(text: string, seed: number): Uint8Array {
  const chance = uniforms(seed, { index: 0, length: 16 });
  let next = 0;
  const upTo = (n: number) => Math.floor(chance[next++ % chance.length] * n);
  let json = text;
  for (let times = 1 + upTo(3); times > 0; times--) {
    const values = [...json.matchAll(/(?<=: ?)(?:"[^"]*"|-?\d[\d.e+-]*|null|true|false)/g)];
    const value = values[upTo(values.length)];
    const place = value?.index ?? 0;
    const [before, after] = [json.slice(0, place), json.slice(place + (value?.[0].length ?? 0))];
    const what = upTo(4);
    if (what === 0) json = json.slice(0, upTo(json.length));
    else if (what === 1) json = `${before}${value?.[0] ?? ""}, "schema": ${ENDS[upTo(ENDS.length)]}${after}`;
    else json = before + ENDS[upTo(ENDS.length)] + after;
  }
  const bytes = new TextEncoder().encode(json);
  if (upTo(4) === 0 && bytes.length > 0) bytes[upTo(bytes.length)] ^= 1 << upTo(8);
  return bytes;
}
