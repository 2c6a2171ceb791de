import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { lost } from "./testing/faulty.ts";
import { send } from "./testing/send.ts";
import { serveUploads, type UploadHub } from "./testing/upload-hub.ts";

const files = { "a.bin": "aaa", "b.txt": "b" };

test("a commit whose answer was lost is found, and not made twice", async () => {
  for (const numbers of [[1], [1, 2, 3]]) {
    const hub = await serveUploads({}, { instead: lost("/commit/", numbers) });
    const result = await send(hub, folderOf(files));
    expect(result.commit).toBe(hub.head().oid);
    expect(hub.commits.size).toBe(2);
    expect(hub.texts()).toEqual(files);
  }
});

test("a garbled answer to a commit is not believed, and the branch is looked at", async () => {
  const garbled = [
    '{"commitOid":"zz"}',
    "no JSON",
    `{"commitOid":"${"a".repeat(40)}","commitUrl":"/commit/${"b".repeat(40)}"}`,
  ];
  for (const text of garbled) {
    let end: unknown;
    const hub = await serveUploads(
      {},
      {
        instead: ({ url }, response) => {
          if (!url.includes("/commit/")) return false;
          end = response.end;
          response.end = (() => (end as (text: string) => unknown).call(response, text)) as never;
          return false;
        },
      },
    );
    expect((await send(hub, folderOf(files))).commit).toBe(hub.head().oid);
  }
});

test("after a lost answer, somebody else's commit on top does not hide ours; theirs in place of ours is a conflict", async () => {
  const onTop: UploadHub = await serveUploads(
    {},
    {
      instead: ({ url }, response) => {
        if (!url.includes("/commit/") || onTop.commits.size > 1) return false;
        response.writeHead = (() => response) as never;
        response.end = (() => {
          onTop.push("theirs", "t");
          response.socket?.destroy();
        }) as never;
        return false;
      },
    },
  );
  const result = await send(onTop, folderOf(files));
  expect(result.commit).toBe(onTop.head().parent);

  const instead: UploadHub = await serveUploads(
    {},
    {
      instead: ({ url }, response) => {
        if (!url.includes("/commit/") || instead.commits.size > 1) return false;
        instead.push("theirs", "t");
        response.socket?.destroy();
        return true;
      },
    },
  );
  await expect(send(instead, folderOf(files))).rejects.toMatchObject({ code: "conflict" });
  expect(instead.texts()).toEqual({ theirs: "t" });
});

test("a Hub that keeps other bytes than were sent is noticed", async () => {
  const hub: UploadHub = await serveUploads(
    {},
    {
      instead: ({ url }) => {
        const kept = hub.head().files.get("b.txt");
        if (url.includes("/tree/") && kept) kept.bytes = Buffer.from("c");
        return false;
      },
    },
  );
  await expect(send(hub, folderOf(files))).rejects.toMatchObject({
    code: "integrity-failed",
    value: { paths: ["b.txt"] },
  });
});

test("the repository is created once, though the first answer was lost", async () => {
  const hub = await serveUploads({}, { exists: false, instead: lost("/repos/create", [1]) });
  await send(hub, folderOf(files), { create: {} });
  expect(hub.texts()).toEqual(files);
});
