import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Box } from "../images/image-set.ts";

const MOST_ELEMENTS = 1000;
const DEEPEST = 16;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const SIDES = ["xmin", "ymin", "xmax", "ymax"] as const;

/**
 * The box of the first object of an annotation in PASCAL VOC's form, as Oxford-IIIT Pet has one for each head. Of XML it knows what these
 * files are made of: elements and text. Attributes, comments, declarations of types and entities are refused.
 *
 * @throws TinyCatsError "invalid-annotation".
 */
export function parseHeadXml(text: string): Box {
  const box: Partial<Box> = {};
  const path: string[] = [];
  let objects = 0;
  let elements = 0;
  let rest = text.replace(/^\ufeff?(?:<\?xml [^<>]{0,200}\?>)?\s*/, "");
  while (rest !== "") {
    const [token, open, close, words] =
      /^(?:<([A-Za-z_][\w.-]{0,63})>|<\/([A-Za-z_][\w.-]{0,63})\s*>|([^<]+))/.exec(rest) ?? [];
    if (token === undefined) throw invalid(`it has ${JSON.stringify(rest.slice(0, 40))}, which is not read`);
    rest = rest.slice(token.length);
    if (open !== undefined) {
      if (path.length === 0 && elements > 0) throw invalid("it has two roots");
      if (++elements > MOST_ELEMENTS || path.push(open) > DEEPEST) throw invalid("it has too many elements");
      if (path.join("/") === "annotation/object") objects++;
    } else if (close !== undefined) {
      if (path.pop() !== close) throw invalid(`</${close}> closes what is not open`);
    } else {
      const value = decoded(words).trim();
      const side = SIDES.find((name) => path.join("/") === `annotation/object/bndbox/${name}`);
      if (value !== "" && path.length === 0) throw invalid("it has text outside of its root");
      if (side === undefined || objects !== 1 || value === "") continue;
      if (box[side] !== undefined) throw invalid(`it says ${side} twice`);
      box[side] = numberOf(side, value);
    }
  }
  if (path.length > 0 || elements === 0) throw invalid("it ends before its end");
  const lacks = SIDES.find((side) => box[side] === undefined);
  if (lacks !== undefined) throw invalid(`it has no ${lacks}`);
  const { xmin, ymin, xmax, ymax } = box as Box;
  if (!(xmin < xmax && ymin < ymax)) throw invalid(`its box ${xmin} ${ymin} ${xmax} ${ymax} is empty`);
  return { xmin, ymin, xmax, ymax };
}

function numberOf(side: string, text: string): number {
  if (/^-?\d{1,6}(?:\.\d{1,6})?$/.test(text)) return Number(text);
  throw invalid(`its ${side} is "${text.slice(0, 40)}"`);
}

function decoded(text: string): string {
  return text.replace(/&([^;&]{0,8};?)/g, (_, name: string) => {
    const known = name.endsWith(";") && Object.hasOwn(ENTITIES, name.slice(0, -1));
    if (!known) throw invalid(`it has the entity &${name}, which is not read`);
    return ENTITIES[name.slice(0, -1)];
  });
}

function invalid(fault: string): TinyCatsError {
  return new TinyCatsError("invalid-annotation", `the annotation can't be read: ${fault}`, {
    value: fault,
    remedy: "fetch the annotations again; if you wrote it, write elements and text alone, with one object/bndbox",
  });
}
