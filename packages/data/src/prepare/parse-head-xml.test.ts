import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { headXml } from "../testing/head-xml.ts";
import { parseHeadXml } from "./parse-head-xml.ts";

const BOX = { xmin: 333, ymin: 72, xmax: 425, ymax: 158 };

test("reads an annotation as the data set has them", () => {
  expect(parseHeadXml(headXml(BOX))).toEqual(BOX);
  expect(parseHeadXml(`\ufeff<?xml version="1.0" encoding="utf-8"?>\n${headXml(BOX)}`)).toEqual(BOX);
  expect(parseHeadXml(headXml(BOX).replaceAll("\n", "\r\n").replace("cat", "&lt;cat&gt; &amp; co"))).toEqual(BOX);
});

test("the first object counts, and boxes elsewhere do not", () => {
  const [object] = /<object>[\s\S]*<\/object>/.exec(headXml({ ...BOX, xmin: 1 }))!;
  expect(parseHeadXml(headXml(BOX).replace("</annotation>", `${object}</annotation>`))).toEqual(BOX);
  expect(parseHeadXml(headXml(BOX).replace("<object>", "<bndbox><xmin>7</xmin></bndbox><object>"))).toEqual(BOX);
});

const xml = headXml(BOX);
const bomb = `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xml.replace("333", "&b;")}`;

describe("refused is", () => {
  test.each<[string, string]>([
    ["a declaration of entities", bomb],
    ["an external entity", `<!DOCTYPE a SYSTEM "file:///etc/passwd">${xml}`],
    ["an entity", xml.replace("333", "&xxe;")],
    ["a numbered entity", xml.replace("333", "&#51;")],
    ["an ampersand alone", xml.replace("cat", "cat & dog")],
    ["an entity named as an object's own", xml.replace("cat", "&toString;")],
    ["a comment", xml.replace("<object>", "<!-- --><object>")],
    ["CDATA", xml.replace("333", "<![CDATA[333]]>")],
    ["an instruction", xml.replace("<object>", "<?php ?><object>")],
    ["an attribute", xml.replace("<object>", '<object id="1">')],
    ["an element that closes itself", xml.replace("<object>", "<br/><object>")],
    ["no XML", "xmin 333"],
    ["nothing", ""],
    ["text behind", `${xml} more`],
    ["two roots", xml + xml],
    ["an end that is missing", xml.slice(0, -14)],
    ["an end of something else", xml.replace("</xmin>", "</xmax>")],
    ["an end too much", `${xml}</annotation>`],
    ["a side twice", xml.replace("<ymin>", "<xmin>1</xmin><ymin>")],
    ["a side that is missing", xml.replace(/<ymax>.*<\/ymax>/, "")],
    ["a side that is no number", xml.replace("333", "0x14d")],
    ["a side that is infinite", xml.replace("333", "1e999")],
    ["a box that is empty", xml.replace("333", "425")],
    ["no object", xml.replaceAll("object>", "thing>")],
    ["a thousand elements", xml.replace("<object>", `${"<a></a>".repeat(1000)}<object>`)],
    ["a depth", xml.replace("<object>", `${"<a>".repeat(20)}${"</a>".repeat(20)}<object>`)],
  ])("%s", async (_, text) => {
    const error = await errorOf(() => parseHeadXml(text));
    expect(error.code).toBe("invalid-annotation");
    expect(error.message.length).toBeLessThan(300);
  });
});

test("the time does not grow with the square of a hostile text", () => {
  for (const piece of ["<", "<a", "&", "&a", "<?xml ", "</", " "]) {
    const text = `<annotation>${piece.repeat(250_000 / piece.length)}`;
    expect(() => parseHeadXml(text)).toThrow("can't be read");
  }
});
