import { HttpError } from "../server/http-error.ts";

/** Lines of a body of which only one is held at a time; empty ones are passed over, longer ones than `maxBytes` refused (413). */
export async function* readLines(blocks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let length = 0;
  const hold = (part: Buffer) => {
    length += part.length;
    if (length > maxBytes) throw new HttpError(413, `A line of the body is longer than ${maxBytes} bytes`);
    if (part.length > 0) held.push(part);
  };
  const take = () => {
    const line = Buffer.concat(held).toString("utf8");
    held = [];
    length = 0;
    return line;
  };
  for await (const block of blocks) {
    let at = 0;
    for (let end = block.indexOf(10); end !== -1; end = block.indexOf(10, at)) {
      hold(block.subarray(at, end));
      at = end + 1;
      const line = take();
      if (line.trim() !== "") yield line;
    }
    hold(block.subarray(at));
  }
  const line = take();
  if (line.trim() !== "") yield line;
}
