import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cat = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "chelsea.png"));
let child: ChildProcess;
let url: URL;

beforeAll(async () => {
  child = fork(join(import.meta.dirname, "api-memory-child.ts"));
  const failed = once(child, "exit").then(() => Promise.reject(new Error("the server ended")));
  failed.catch(() => undefined);
  url = new URL((await Promise.race([once(child, "message"), failed]))[0].url);
  // What it needs in the ordinary course of things is no part of what is measured.
  await Promise.all(Array.from({ length: 8 }, () => classify(cat)));
});
afterAll(async () => {
  child.kill("SIGKILL");
  await once(child, "close");
});

async function classify(body: Uint8Array | string, type = "application/octet-stream") {
  const answer = await fetch(new URL("/v1/classify", url), {
    method: "POST",
    body: body as Uint8Array<ArrayBuffer>,
    headers: { "content-type": type },
  });
  return { status: answer.status, ...((await answer.json()) as { code?: string; results?: unknown[] }) };
}

/** The server's memory, in MB: what it is, and the most it was since this was asked last. */
async function memory(): Promise<{ now: number; peak: number }> {
  child.send("memory");
  return (await once(child, "message"))[0];
}

/** That work makes the server's memory rise by less than so many MB at any time, and that it serves as before. */
async function expectBounded(megabytes: number, work: () => Promise<void>): Promise<void> {
  const { now } = await memory();
  await work();
  expect(await classify(cat)).toMatchObject({ status: 200 });
  expect((await memory()).peak - now).toBeLessThan(megabytes);
}

const u32 = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
const u16le = (value: number) => Buffer.from([value, value >>> 8]);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
}

/** A PNG that says it has these sides, whatever its data. */
function png(width: number, height: number, data: Uint8Array, { depth = 8, colour = 0, more = [] as Buffer[] } = {}) {
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", Buffer.concat([u32(width), u32(height), Buffer.from([depth, colour, 0, 0, 0])])),
    ...more,
    chunk("IDAT", data),
    chunk("IEND", new Uint8Array()),
  ]);
}

function gif(screen: number, frame: number): Buffer {
  const sides = (side: number) => Buffer.concat([u16le(side), u16le(side)]);
  return Buffer.concat([
    Buffer.from("GIF89a"),
    sides(screen),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    Buffer.from([0x2c, 0, 0, 0, 0]),
    sides(frame),
    Buffer.from([0, 2, 2, 0x4c, 0x01, 0, 0x3b]),
  ]);
}

describe("pictures made to burst", () => {
  const nothing = deflateSync(new Uint8Array(1000));
  const svg = (inside: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`);
  const entities = Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};&a${i};&a${i};">`).join("");

  test.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
    ["PNG of 50,000 x 50,000", () => png(50_000, 50_000, nothing), 413, "picture-too-large"],
    // The decoder itself knows of no such picture.
    ["PNG of 2^31 - 1 sides", () => png(2 ** 31 - 1, 2 ** 31 - 1, nothing), 415, "not-a-picture"],
    ["GIF of 65,535 x 65,535", () => gif(65_535, 65_535), 413, "picture-too-large"],
    ["TIFF of 100,000 x 100,000", () => tiff(100_000), 413, "picture-too-large"],
    [
      "SVG that names itself ever again",
      () => svg(`<!DOCTYPE x [<!ENTITY a0 "x">${entities}]>&a20;`),
      415,
      "not-a-picture",
    ],
    ["SVG that is plain", () => svg('<rect width="9" height="9"/>'), 415, "not-a-picture"],
    [
      "SVG after a declaration",
      () => Buffer.concat([Buffer.from('<?xml version="1.0"?>\n'), svg("")]),
      415,
      "not-a-picture",
    ],
    ["PPM", () => Buffer.from("P6 2 2 255 aaabbbcccddd"), 415, "not-a-picture"],
    ["PDF", () => Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"), 415, "not-a-picture"],
  ])("%s", { timeout: 60_000 }, async (_, make, status, code) => {
    const bytes = await make();
    await expectBounded(100, async () => {
      const answers = await Promise.all([bytes, bytes, bytes, bytes].map((one) => classify(one)));
      for (const answer of answers) expect(answer).toMatchObject({ status, code });
    });
  });

  test("a frame that is larger than its GIF takes no more than the GIF", async () => {
    await expectBounded(200, async () => {
      expect([200, 413, 415, 422]).toContain((await classify(gif(10, 65_535))).status);
    });
  });

  test("a profile or a text that unpacks to 256 MB stays packed", { timeout: 60_000 }, async () => {
    const large = deflateSync(new Uint8Array(1 << 28), { level: 9 });
    const row = deflateSync(new Uint8Array(2));
    await expectBounded(150, async () => {
      for (const type of ["iCCP", "zTXt"]) {
        const more = [chunk(type, Buffer.concat([Buffer.from("x\0\0", "latin1"), large]))];
        expect([200, 415, 422]).toContain((await classify(png(1, 1, row, { more }))).status);
      }
    });
  });
});

/** A grey TIFF that says it has these sides. */
function tiff(side: number): Buffer {
  const u32le = (value: number) => Buffer.from(u32(value)).reverse();
  const entry = (tag: number, value: number) => Buffer.concat([u16le(tag), u16le(4), u32le(1), u32le(value)]);
  const entries = [
    [256, side],
    [257, side],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, side],
    [279, 10],
  ].map(([tag, value]) => entry(tag, value));
  return Buffer.concat([Buffer.from("II*\0"), u32le(8), u16le(entries.length), ...entries, u32le(0)]);
}

describe("bodies made to burst", () => {
  /** All that is sent on one connection, and all that came back. */
  async function raw(pieces: Iterable<string | Uint8Array>): Promise<string> {
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("error", () => undefined);
    const closed = once(socket, "close");
    for (const piece of pieces) {
      if (!socket.write(piece)) await Promise.race([once(socket, "drain"), closed]);
    }
    await closed;
    return text;
  }
  const head = (headers: string) => `POST /v1/classify HTTP/1.1\r\nhost: h\r\nconnection: close\r\n${headers}\r\n\r\n`;

  test("eight of 100 MB at once, of known and of unknown length", { timeout: 60_000 }, async () => {
    const megabyte = new Uint8Array(1e6);
    function* known() {
      yield head("content-length: 100000000").replace("connection: close\r\n", "");
      for (let i = 0; i < 100; i++) yield megabyte;
      yield "GET /healthz HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";
    }
    function* unknown() {
      yield head("transfer-encoding: chunked").replace("connection: close\r\n", "");
      for (let i = 0; i < 100; i++) yield* ["f4240\r\n", megabyte, "\r\n"];
      yield "0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";
    }
    await expectBounded(350, async () => {
      const answers = await Promise.all([1, 2, 3, 4].flatMap(() => [raw(known()), raw(unknown())]));
      for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 413 .*HTTP\/1.1 200 /s);
    });
  });

  test("a million pieces of a byte", { timeout: 120_000 }, async () => {
    const pieces = "1\r\nx\r\n".repeat(100_000);
    function* bytes() {
      yield head("transfer-encoding: chunked");
      for (let i = 0; i < 10; i++) yield pieces;
      yield "0\r\n\r\n";
    }
    await expectBounded(250, async () => {
      expect(await raw(bytes())).toMatch(/^HTTP\/1.1 415 /);
    });
  });

  test.each([
    ["JSON of lists in lists", `{"pictures":${"[".repeat(19e6)}`, 422, "json-too-complex"],
    ["JSON of empty lists", `{"pictures":[${"[],".repeat(6e6)}[]]}`, 422, "json-too-complex"],
    ["JSON of one long text", JSON.stringify({ pictures: ["A".repeat(19e6)] }), 200, undefined],
    ["JSON of a long number", `{"top_k":${"9".repeat(19e6)}}`, 422, "invalid-request"],
  ])("%s", { timeout: 60_000 }, async (_, body, status, code) => {
    await expectBounded(400, async () => {
      for (let i = 0; i < 3; i++) {
        const answer = await classify(body, "application/json");
        // A single picture that can't be read is told as the request's own problem.
        expect(answer).toMatchObject(status === 200 ? { status: 415 } : { status, code });
      }
    });
  });

  test.each([
    ["300,000 parts", '--B\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(300_000), 413],
    ["a head of 19 MB", `--B\r\nx: ${"x".repeat(19e6)}\r\n\r\n`, 400],
    [
      "no closing boundary",
      `--B\r\ncontent-disposition: form-data; name="a"; filename="a"\r\n\r\n${"x".repeat(19e6)}`,
      400,
    ],
    ["boundaries that nearly are", "\r\n--BA".repeat(3e6), 400],
  ])("a form of %s", { timeout: 60_000 }, async (_, body, status) => {
    await expectBounded(300, async () => {
      for (let i = 0; i < 3; i++) {
        expect((await classify(body, "multipart/form-data; boundary=B")).status).toBe(status);
      }
    });
  });
});

test("the largest that is let in, of the most bytes a pixel, four at once, takes what so many pixels take", {
  timeout: 120_000,
}, async () => {
  const side = 7000;
  const bytes = png(side, side, deflateSync(new Uint8Array((side * 8 + 1) * side), { level: 9 }), {
    depth: 16,
    colour: 6,
  });
  expect(bytes.length).toBeLessThan(2e6);
  // Two are decoded at once: 8 bytes a pixel as it is stored, once more while it is handed over, 3 as RGB.
  await expectBounded(2500, async () => {
    const answers = await Promise.all([bytes, bytes, bytes, bytes].map((one) => classify(one)));
    for (const { status } of answers) expect(status).toBe(200);
  });
});
