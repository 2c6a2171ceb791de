import fc from "fast-check";
import { expect, test } from "vitest";
import { file, header, lfsFile, openHub } from "../testing/open-hub.ts";
import { byteRange } from "./byte-range.ts";
import { disposition } from "./serve-file.ts";

async function hubWithFiles() {
  const open = await openHub();
  await open.create();
  const oid = await open.upload(Buffer.from("a large file"));
  await open.commit([header(), file("a.txt", "0123456789"), file("empty.txt", ""), lfsFile("m.bin", oid)]);
  const { sha } = await open.get("GET", "/api/models/local/cats");
  return { ...open, oid, sha };
}

test("a regular file comes at once with its git id as ETag and the commit", async () => {
  const { ask, sha } = await hubWithFiles();
  const answer = await ask("GET", "/local/cats/resolve/main/a.txt");
  const { headers } = answer;
  expect(await answer.text()).toBe("0123456789");
  expect(headers.get("x-repo-commit")).toBe(sha);
  expect(headers.get("etag")).toBe('"ad471007bd7f5983d273b9584e5629230150fd54"');
  expect(headers.get("accept-ranges")).toBe("bytes");
  expect(headers.get("content-disposition")).toBe(`attachment; filename*=UTF-8''a.txt; filename="a.txt";`);
  const head = await ask("HEAD", "/local/cats/resolve/main/a.txt");
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
  const again = await ask("GET", "/local/cats/resolve/main/a.txt", {
    headers: { "If-None-Match": headers.get("etag")! },
  });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("a large file comes by a redirect that tells its SHA-256 and size; the address is signed and needs no token", async () => {
  const { ask, oid, sha } = await hubWithFiles();
  const redirect = await ask("HEAD", "/local/cats/resolve/main/m.bin");
  expect(redirect.status).toBe(302);
  expect(redirect.headers.get("x-linked-etag")).toBe(`"${oid}"`);
  expect(redirect.headers.get("x-linked-size")).toBe("12");
  expect(redirect.headers.get("x-repo-commit")).toBe(sha);
  const location = redirect.headers.get("location")!;
  const answer = await ask("GET", location, { token: "" });
  expect([await answer.text(), answer.headers.get("etag")]).toEqual(["a large file", `"${oid}"`]);
  expect((await ask("GET", location.replace("name=m.bin", "name=x.bin"), { token: "" })).status).toBe(403);
  expect((await ask("PUT", location, { token: "" })).status).toBe(404);
  const part = await ask("GET", location, { token: "", headers: { Range: "bytes=2-6" } });
  expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 2-6/12", "large"]);
});

test("a signed address expires", async () => {
  let now = 1_700_000_000_000;
  const { ask, create, upload, commit } = await openHub({ clock: () => now });
  await create();
  await commit([header(), lfsFile("m.bin", await upload(Buffer.from("x")))]);
  const location = (await ask("GET", "/local/cats/resolve/main/m.bin")).headers.get("location")!;
  now += 3_600_000;
  expect((await ask("GET", location)).status).toBe(200);
  now += 1_000;
  expect((await ask("GET", location)).status).toBe(403);
});

test("downloads may be sent to another host name", async () => {
  const { hub, ask, create, upload, commit } = await openHub({ cdnHost: "localhost" });
  await create();
  await commit([header(), lfsFile("m.bin", await upload(Buffer.from("x")))]);
  const location = new URL((await ask("GET", "/local/cats/resolve/main/m.bin")).headers.get("location")!);
  expect(location.origin).toBe(`http://localhost:${hub.port}`);
});

test.each([
  ["bytes=0-0", 206, "0", "bytes 0-0/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=-3", 206, "789", "bytes 7-9/10"],
  ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
  ["bytes=10-", 416, undefined, "bytes */10"],
  ["bytes=-0", 416, undefined, "bytes */10"],
  ["bytes=5-2", 200, "0123456789", null],
  ["bytes=0-1,3-4", 200, "0123456789", null],
  ["lines=0-1", 200, "0123456789", null],
])("Range %s is answered %i", async (range, status, text, contentRange) => {
  const { ask } = await hubWithFiles();
  const answer = await ask("GET", "/local/cats/resolve/main/a.txt", { headers: { Range: range } });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([status, contentRange]);
  if (text !== undefined) expect(await answer.text()).toBe(text);
});

test("If-Range of another content sends the whole file, and an empty file has no range", async () => {
  const { ask } = await hubWithFiles();
  const headers = { Range: "bytes=0-0", "If-Range": '"other"' };
  expect((await ask("GET", "/local/cats/resolve/main/a.txt", { headers })).status).toBe(200);
  expect((await ask("GET", "/local/cats/resolve/main/empty.txt", { headers: { Range: "bytes=0-0" } })).status).toBe(
    416,
  );
  expect(await (await ask("GET", "/local/cats/resolve/main/empty.txt")).text()).toBe("");
});

test("any Range header gives a part of the file, all of it, or none", () => {
  const headers = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.nat(30).map(String), fc.constantFrom("-", "--", ",", ""), fc.nat(30).map(String))
      .map((p) => `bytes=${p.join("")}`),
    fc.stringMatching(/^bytes=\d{0,20}-\d{0,20}$/),
  );
  const check = fc.property(headers, fc.nat(20), (value, size) => {
    const range = byteRange(value, size);
    if (range === undefined || range === "unsatisfiable") return true;
    return 0 <= range.from && range.from <= range.to && range.to < size;
  });
  fc.assert(check, { seed: 1, numRuns: 2_000 });
});

test("raw tells what git holds: of a large file the pointer", async () => {
  const { ask, oid } = await hubWithFiles();
  const raw = await ask("GET", "/local/cats/raw/main/m.bin");
  expect(await raw.text()).toBe(`version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12\n`);
  expect((await ask("HEAD", "/local/cats/raw/main/nothing")).status).toBe(404);
});

test("what is not there is told apart, with the commit for a missing file", async () => {
  const { ask, sha } = await hubWithFiles();
  const missing = await ask("HEAD", "/local/cats/resolve/main/nothing.txt");
  expect([missing.status, missing.headers.get("x-error-code"), missing.headers.get("x-repo-commit")]).toEqual([
    404,
    "EntryNotFound",
    sha,
  ]);
  const revision = await ask("HEAD", "/local/cats/resolve/none/a.txt");
  expect([revision.status, revision.headers.get("x-error-code")]).toEqual([404, "RevisionNotFound"]);
});

test("nothing uploaded is sent as something a browser would run", async () => {
  const { ask, commit } = await hubWithFiles();
  await commit([header(), file("x.html", "<script>alert(1)</script>")]);
  for (const kind of ["resolve", "raw"]) {
    const { headers } = await ask("GET", `/local/cats/${kind}/main/x.html`);
    expect(headers.get("content-type")).toBe(kind === "raw" ? "text/plain; charset=utf-8" : "application/octet-stream");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(headers.get("content-disposition")).toMatch(/^attachment/);
  }
});

test("a name of any letters fits into a header", () => {
  expect(disposition('a "b" ü(1).txt')).toBe(
    `attachment; filename*=UTF-8''a%20%22b%22%20%C3%BC%281%29.txt; filename="a _b_ _(1).txt";`,
  );
});
