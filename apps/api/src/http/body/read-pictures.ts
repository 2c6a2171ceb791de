import { TinyCatsError } from "@tiny-cats/schema/errors";
import { classifyBody } from "../../shapes/classify.ts";
import { topKText } from "../../shapes/top-k.ts";
import { parse, parseJson } from "../parse.ts";
import { contentType } from "./content-type.ts";
import { readForm } from "./read-form.ts";

/** What a request to classify comes to. */
export interface PicturesAsked {
  pictures: Uint8Array[];
  topK?: number;
}

/** Parts of a form that hold no picture, as browsers and other programs may send along. */
const OTHER_PARTS = 16;

/** What bytes are sent as besides pictures' own types; the last is what curl says of any. */
const RAW = ["", "application/octet-stream", "application/x-www-form-urlencoded"];

/**
 * The pictures of a body: bytes of one, the files of a form, or JSON of base64.
 *
 * @throws TinyCatsError "no-picture", "too-many-pictures", "too-many-parts", "invalid-multipart", "unsupported-body", and those of parsing JSON
 */
export async function readPictures(
  request: Request,
  body: Uint8Array<ArrayBuffer>,
  { maxPictures }: { maxPictures: number },
): Promise<PicturesAsked> {
  const type = contentType(request);
  if (type === "application/json") {
    const { pictures, top_k } = parse(classifyBody(maxPictures), parseJson(body));
    return { pictures, topK: top_k };
  }
  if (type === "multipart/form-data") return fromForm(request, body, maxPictures);
  if (!RAW.includes(type) && !type.startsWith("image/")) {
    throw new TinyCatsError("unsupported-body", `a body of type ${type.slice(0, 100)} holds no picture`, {
      value: type.slice(0, 100),
      remedy: "send a picture's bytes, multipart/form-data with files, or JSON with base64",
    });
  }
  if (body.length === 0) throw noPicture();
  return { pictures: [body] };
}

function fromForm(request: Request, body: Uint8Array<ArrayBuffer>, maxPictures: number): PicturesAsked {
  const parts = readForm(body, request.headers.get("content-type") ?? "", { maxParts: maxPictures + OTHER_PARTS });
  const files = parts.filter(({ file }) => file);
  const topK = parts.find(({ file, name }) => !file && name === "top_k");
  if (files.length === 0) throw noPicture();
  if (files.length > maxPictures) {
    throw new TinyCatsError("too-many-pictures", `${files.length} pictures are more than ${maxPictures}`, {
      value: files.length,
      remedy: `send ${maxPictures} at once, at most`,
    });
  }
  return {
    pictures: files.map(({ bytes }) => bytes),
    ...(topK && { topK: parse(topKText, Buffer.from(topK.bytes).toString("latin1")) }),
  };
}

function noPicture(): TinyCatsError {
  return new TinyCatsError("no-picture", "the request holds no picture", {
    value: 0,
    remedy: "send a picture's bytes as the body, or files in a form",
  });
}
