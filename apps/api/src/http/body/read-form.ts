import { TinyCatsError } from "@tiny-cats/schema/errors";

/** One part of a form. */
export interface FormPart {
  name: string;
  /** Whether it is a file: it has a name of one. */
  file: boolean;
  /** A view of the body. */
  bytes: Uint8Array<ArrayBuffer>;
}

export interface FormOptions {
  /** Parts that a form may have. */
  maxParts: number;
}

/** Bytes that the head of a part may have. */
const LARGEST_HEAD = 4096;
const LINE = "\r\n";

/**
 * The parts of a multipart/form-data body (RFC 7578), as views of it: nothing is copied, and reading ends at the first part too many.
 *
 * @param type the whole content type, with its boundary of 1 to 70 characters
 * @throws TinyCatsError "invalid-multipart", "too-many-parts"
 */
export function readForm(body: Uint8Array<ArrayBuffer>, type: string, { maxParts }: FormOptions): FormPart[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = `--${boundaryOf(type)}`;
  const parts: FormPart[] = [];
  // The first delimiter may stand at the very beginning, all others after a line's end.
  let at = bytes.indexOf(delimiter);
  if (at < 0 || (at > 0 && bytes.toString("latin1", at - 2, at) !== LINE)) throw invalid("its boundary is not in it");
  for (;;) {
    at += delimiter.length;
    const after = bytes.toString("latin1", at, at + 2);
    if (after === "--") return parts;
    if (after !== LINE) throw invalid("a boundary is followed by neither a part nor the end");
    if (parts.length === maxParts) throw tooMany(maxParts);
    const end = bytes.indexOf(LINE + delimiter, at);
    if (end < 0) throw invalid("its closing boundary is missing");
    parts.push(partOf(body, bytes, at + 2, end));
    at = end + 2;
  }
}

function boundaryOf(type: string): string {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(type);
  if (!found) throw invalid("its content type names no boundary");
  return found[1] ?? found[2];
}

function partOf(body: Uint8Array<ArrayBuffer>, bytes: Buffer, start: number, end: number): FormPart {
  // The empty line right after the boundary ends a head without lines.
  const head = bytes.subarray(start - 2, Math.min(end, start + LARGEST_HEAD));
  const length = head.indexOf(LINE + LINE);
  if (length < 0) throw invalid(`a part has no head, or one of more than ${LARGEST_HEAD} bytes`);
  const disposition = /^content-disposition:[ \t]*form-data[ \t]*((?:;.*)?)$/im.exec(
    head.toString("utf8", 0, length),
  )?.[1];
  const name = parameterOf(disposition, "name");
  if (name === undefined) throw invalid("a part has no name");
  return {
    name,
    file: parameterOf(disposition, "filename") !== undefined || /;\s*filename\*=/i.test(disposition ?? ""),
    bytes: body.subarray(start - 2 + length + 4, end),
  };
}

function parameterOf(disposition: string | undefined, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, "i").exec(disposition ?? "");
  return found?.[1] ?? found?.[2];
}

function invalid(how: string): TinyCatsError {
  return new TinyCatsError("invalid-multipart", `the form can't be read: ${how}`, {
    value: how,
    remedy: "send multipart/form-data as browsers and curl -F do",
  });
}

function tooMany(maxParts: number): TinyCatsError {
  return new TinyCatsError("too-many-parts", `the form has more than ${maxParts} parts`, {
    value: maxParts,
    remedy: `send ${maxParts} at most, pictures and settings together`,
  });
}
