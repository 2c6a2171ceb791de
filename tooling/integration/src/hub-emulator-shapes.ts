import { expect } from "vitest";
import type { Answer, Exchange } from "./hub-emulator-transcript.ts";

const text = expect.any(String);
const number = expect.any(Number);
const flag = expect.any(Boolean);
const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const sha1 = expect.stringMatching(/^[0-9a-f]{40}$/);
const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
const address = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//);

type Check = (answer: Answer, exchange: Exchange) => void;

// biome-ignore lint/suspicious/noExplicitAny: what is checked here is just that it has a shape
const parse = ({ body }: Answer): any => JSON.parse(body.toString());

const each = (shape: unknown, list: unknown[]) => {
  for (const item of list) expect(item).toMatchObject(shape as object);
};

const info = { _id: text, id: text, private: flag, downloads: number, likes: number, lastModified: date };

const entries: Check = (answer, { path, body = "" }) => {
  const wantsCommits = /expand=true/i.test(path) || /"expand":true/.test(body);
  for (const entry of parse(answer)) {
    expect(entry).toMatchObject({
      type: expect.stringMatching(/^(file|directory)$/),
      oid: sha1,
      size: number,
      path: text,
    });
    if (entry.lfs) expect(entry.lfs).toEqual({ oid: sha256, size: entry.size, pointerSize: number });
    if (wantsCommits) expect(entry.lastCommit).toEqual({ id: sha1, title: text, date });
  }
};

/**
 * What the clients read of each answer: huggingface_hub 2.0.0 (hf_api.py, _commit_api.py, lfs.py, file_download.py) and @huggingface/hub 2.17.5
 * (src/lib). The first pattern that fits "METHOD path" decides.
 */
const SHAPES: readonly [RegExp, Check][] = [
  [
    /^GET \/api\/whoami-v2/,
    (answer) => {
      const body = parse(answer);
      expect(body).toMatchObject({ type: "user", id: text, name: text, auth: { type: text } });
      expect(body.auth.accessToken).toEqual({ displayName: text, role: "write", createdAt: date });
      each({ name: text }, body.orgs);
    },
  ],
  [/^POST \/api\/repos\/create/, (answer) => expect(parse(answer)).toMatchObject({ url: address, id: text })],
  [
    /^POST \/api\/validate-yaml/,
    (answer) => {
      const { errors, warnings } = parse(answer);
      each({ message: text }, [...errors, ...warnings]);
    },
  ],
  [
    /^POST .*\/preupload\//,
    (answer, { body }) => {
      const { files } = parse(answer);
      expect(files).toHaveLength(JSON.parse(body!).files.length);
      each({ path: text, uploadMode: expect.stringMatching(/^(lfs|regular)$/), shouldIgnore: flag }, files);
      for (const { oid } of files)
        expect(oid).toSatisfy((id) => id === null || /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id));
    },
  ],
  [
    /^POST .*\/objects\/batch/,
    (answer, { body }) => {
      const { objects, transfer } = parse(answer);
      expect(transfer).toMatch(/^(basic|multipart)$/);
      each({ oid: sha256, size: number }, objects);
      expect(objects.map(({ oid }: { oid: string }) => oid)).toEqual(
        JSON.parse(body!).objects.map(({ oid }: { oid: string }) => oid),
      );
      for (const { actions, size } of objects) {
        if (!actions) continue;
        expect(actions).toMatchObject({ upload: { href: address }, verify: { href: address } });
        const { chunk_size: part, ...parts } = actions.upload.header ?? {};
        if (part) expect(Object.keys(parts)).toHaveLength(Math.ceil(size / Number(part)));
      }
    },
  ],
  [/^PUT \/lfs\/parts\//, ({ headers }) => expect(headers.etag).toMatch(/^".+"$/)],
  [
    /^POST .*\/commit\//,
    (answer, { path }) => {
      const body = parse(answer);
      expect(body).toMatchObject({ commitOid: sha1, commitUrl: address, hookOutput: text });
      if (path.includes("create_pr=1")) expect(body.pullRequestUrl).toMatch(/\/discussions\/\d+$/);
    },
  ],
  [/^GET .*\/tree\//, entries],
  [/^POST .*\/paths-info\//, entries],
  [
    /^GET .*\/refs/,
    (answer) => {
      const { branches, tags, converts } = parse(answer);
      each({ name: text, ref: expect.stringMatching(/^refs\//), targetCommit: sha1 }, [
        ...branches,
        ...tags,
        ...converts,
      ]);
    },
  ],
  [
    /^GET .*\/commits\//,
    (answer) => {
      expect(answer.headers["x-total-count"]).toMatch(/^\d+$/);
      each({ id: sha1, title: text, message: text, date, authors: [{ user: text, avatar: text }] }, parse(answer));
    },
  ],
  [/^GET \/api\/models\?/, (answer) => each(info, parse(answer))],
  [
    /^GET \/api\/models\/[^/]+\/[^/]+(\/revision\/|\?|$)/,
    (answer, { path }) => {
      const body = parse(answer);
      expect(body).toMatchObject(
        path.includes("expand=") ? info : { ...info, sha: sha1, createdAt: date, tags: expect.any(Array) },
      );
      if (path.includes("expand=")) return;
      each({ rfilename: text }, body.siblings);
      if (/blobs=true/i.test(path)) each({ size: number, blobId: sha1 }, body.siblings);
    },
  ],
  [
    /^(GET|HEAD) .*\/resolve\//,
    ({ headers, status }) => {
      expect(headers).toMatchObject({ "x-repo-commit": sha1, etag: expect.stringMatching(/^"[0-9a-f]{40,64}"$/) });
      if (status === 302)
        expect(headers).toMatchObject({
          location: address,
          "x-linked-etag": text,
          "x-linked-size": expect.stringMatching(/^\d+$/),
        });
      else expect(headers["content-length"]).toMatch(/^\d+$/);
      if (status === 206) expect(headers["content-range"]).toMatch(/^bytes \d+-\d+\/\d+$/);
    },
  ],
  [
    /^(GET|HEAD) \/cdn\//,
    ({ headers, status, body }, { method }) => {
      expect(headers).toMatchObject({
        etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
        "content-length": text,
        "x-repo-commit": sha1,
      });
      if (method === "GET") expect(String(body.length)).toBe(headers["content-length"]);
      if (status === 206) expect(headers["content-range"]).toMatch(/^bytes \d+-\d+\/\d+$/);
    },
  ],
  [/^(HEAD .*\/raw\/|PUT \/lfs\/|PUT .*\/settings|POST .*\/(verify|tag\/|branch\/)|POST \/lfs\/|DELETE )/, () => {}],
];

/** Holds an answer to what the client that asked reads of it. */
export function checkShape(answer: Answer, exchange: Exchange): void {
  const { headers, status } = answer;
  expect(headers["x-request-id"]).toBeTruthy();
  if (status >= 400) {
    expect(headers["x-error-message"]).toBeTruthy();
    if (exchange.method !== "HEAD") expect(parse(answer)).toMatchObject({ error: text });
    if (status === 404 && /\/local\//.test(exchange.path)) {
      expect(headers["x-error-code"]).toMatch(/^(Repo|Revision|Entry)NotFound$/);
    }
    // The Python client goes on from here when the repository may exist already.
    if (status === 409 && exchange.path === "/api/repos/create") expect(parse(answer).url).toMatch(/^http:\/\//);
    return;
  }
  const found = SHAPES.find(([pattern]) => pattern.test(`${exchange.method} ${exchange.path}`));
  if (!found) throw new Error(`no shape is known for ${exchange.method} ${exchange.path}`);
  found[1](answer, exchange);
}
