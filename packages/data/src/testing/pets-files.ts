import { encodePng } from "@tiny-cats/core/png";
import { headXml } from "./head-xml.ts";

export const PET_BOX = { xmin: 10, ymin: 5, xmax: 30, ymax: 25 };

/** The name's own picture of 60x40 pixels. */
export function petPicture(name: string) {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
  const data = Uint8ClampedArray.from(
    { length: 60 * 40 * 3 },
    (_, i) => Math.imul(i + Math.imul(seed, 10_007), 2_654_435_761) >>> 24,
  );
  return { data, width: 60, height: 40 };
}

/**
 * A data set in the form of Oxford-IIIT Pet by path: of two breeds of cats and one of dogs ten pictures each in trainval, all with heads but the
 * first of each, and two in test.
 */
export async function petsFiles(): Promise<{
  images: Record<string, Uint8Array>;
  annotations: Record<string, string>;
}> {
  const lists = { trainval: "", test: "#Image CLASS-ID SPECIES BREED ID\n" };
  const images: Record<string, Uint8Array> = {};
  const annotations: Record<string, string> = { "annotations/README": "about it" };
  for (const [breed, species] of [
    ["Abyssinian", 1],
    ["Bengal", 1],
    ["boxer", 2],
  ] as const) {
    for (let i = 1; i <= 12; i++) {
      const name = `${breed}_${i}`;
      lists[i <= 10 ? "trainval" : "test"] += `${name} 1 ${species} 1\n`;
      images[`images/${name}.jpg`] = await encodePng(petPicture(name));
      if (i > 1 && i <= 10) annotations[`annotations/xmls/${name}.xml`] = headXml(PET_BOX);
    }
  }
  annotations["annotations/trainval.txt"] = lists.trainval;
  annotations["annotations/test.txt"] = lists.test;
  annotations["annotations/trimaps/._Bengal_1.png"] = "a Mac's own";
  return { images, annotations };
}
