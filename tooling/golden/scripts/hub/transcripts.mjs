// One step of @huggingface/hub against a hub, for transcripts.py: node transcripts.mjs <url> <token> <step>. Without a step it lists them.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../integration/package.json", import.meta.url));
const client = require("@huggingface/hub");
const [hubUrl, accessToken, wanted] = process.argv.slice(2);
const repo = { type: "model", name: "local/from-js" };
const at = { hubUrl, accessToken, repo };

const bytes = (length, seed) => Uint8Array.from({ length }, (_, i) => (i * 31 + seed) % 256);
const blob = (content) => new Blob([content]);
const collect = async (items, pick) => {
  const found = [];
  for await (const item of items) found.push(pick(item));
  return found;
};
const refused = (promise) =>
  promise.then(
    () => "nothing was thrown",
    ({ statusCode, name }) => [name, statusCode],
  );
const same = async (path, expected) => {
  const got = await client.downloadFile({ ...at, path });
  return Buffer.from(await got.arrayBuffer()).equals(Buffer.from(expected));
};

const steps = {
  whoami: async () => {
    const { name, auth } = await client.whoAmI(at);
    return { name, role: auth.accessToken.role };
  },
  create: async () => (await client.createRepo(at)).repoUrl,
  "create again": () => refused(client.createRepo(at)),
  "upload small": async () =>
    (await client.uploadFiles({ ...at, files: [{ path: "README.md", content: blob("# A model\n") }] })).commit,
  "upload large": async () =>
    (await client.uploadFiles({ ...at, files: [{ path: "model.safetensors", content: blob(bytes(300, 1)) }] })).commit,
  "upload in parts": async () =>
    (await client.uploadFiles({ ...at, files: [{ path: "sub folder/big.bin", content: blob(bytes(1500, 7)) }] }))
      .commit,
  "upload again": async () =>
    (await client.uploadFiles({ ...at, files: [{ path: "model.safetensors", content: blob(bytes(300, 1)) }] })).commit
      .oid,
  "stale parent": () =>
    refused(
      client.commit({
        ...at,
        title: "x",
        parentCommit: "0".repeat(40),
        operations: [{ operation: "delete", path: "README.md" }],
      }),
    ),
  tree: () =>
    collect(client.listFiles({ ...at, recursive: true, expand: true }), ({ path, size, lastCommit }) => [
      path,
      size,
      lastCommit.title,
    ]),
  "paths-info": async () =>
    (await client.pathsInfo({ ...at, paths: ["README.md", "model.safetensors", "none"], expand: true })).map(
      ({ path, lfs, lastCommit }) => [path, lfs?.oid ?? null, lastCommit.date],
    ),
  download: async () => [
    await same("README.md", "# A model\n"),
    await same("model.safetensors", bytes(300, 1)),
    await same("sub folder/big.bin", bytes(1500, 7)),
  ],
  missing: async () => [
    await client.downloadFile({ ...at, path: "none" }),
    await client.fileExists({ ...at, path: "none" }),
    await client.fileExists({ ...at, path: "model.safetensors" }),
    await refused(client.checkRepoAccess({ ...at, repo: { type: "model", name: "local/none" } })),
  ],
  info: async () => {
    const { name, private: isPrivate, gated, updatedAt } = await client.modelInfo({ ...at, name: repo.name });
    return { name, isPrivate, gated, updatedAt };
  },
  list: () => collect(client.listModels({ ...at, search: { owner: "local" } }), ({ name }) => name),
  commits: () => collect(client.listCommits(at), ({ oid, title, date }) => [oid, title, date]),
  "count commits": () => client.countCommits(at),
  branch: async () => [
    (await client.createBranch({ ...at, branch: "dev/x" })) ?? null,
    await refused(client.createBranch({ ...at, branch: "dev/x" })),
    (await client.deleteBranch({ ...at, branch: "dev/x" })) ?? null,
  ],
  "pull request": async () =>
    (
      await client.commit({
        ...at,
        title: "pr",
        isPullRequest: true,
        operations: [{ operation: "delete", path: "README.md" }],
      })
    ).pullRequestUrl,
  "pull request's files": () => collect(client.listFiles({ ...at, revision: "refs/pr/1" }), ({ path }) => path),
  "delete file": async () => (await client.deleteFile({ ...at, path: "README.md" })).commit.oid,
  delete: async () => [(await client.deleteRepo(at)) ?? null, await client.repoExists(at)],
};

console.log(JSON.stringify(wanted === undefined ? Object.keys(steps) : await steps[wanted]()));
