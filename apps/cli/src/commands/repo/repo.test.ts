import { describe, expect, test } from "vitest";
import { READER, testHub } from "../../testing/test-hub.ts";

const TERMINAL = { isTTY: true, columns: 80 };

async function withRepo() {
  const hub = await testHub();
  expect((await hub.run(["repo", "create", "ada/cats"])).code).toBe(0);
  const info = async (name = "ada/cats") => (await hub.runJson(["repo", "info", name])).data;
  return { ...hub, info };
}

describe("repo create", () => {
  test("makes one, private where asked; one that exists is an error unless that will do", async () => {
    const hub = await testHub();
    const first = await hub.runJson(["repo", "create", "spaces/ada/show", "--private", "--sdk", "static"]);
    expect(first.data).toEqual({
      repo_id: "ada/show",
      type: "space",
      url: `${hub.server.url}/spaces/ada/show`,
      created: true,
    });
    const again = await hub.run(["repo", "create", "ada/show", "--type", "space"]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("#conflict");
    const fine = await hub.run(["repo", "create", "spaces/ada/show", "--exist-ok", "--format", "human"]);
    expect(fine).toMatchObject({ code: 0, stdout: `${hub.server.url}/spaces/ada/show\n` });
    expect(fine.stderr).toContain("it existed already");
  });

  test("refuses what contradicts itself, and a token that may only read", async () => {
    const hub = await testHub();
    expect((await hub.run(["repo", "create", "ada/cats", "--sdk", "docker"])).code).toBe(2);
    const env = { HF_ENDPOINT: hub.server.url, HF_TOKEN: READER };
    const { code, stderr } = await hub.run(["repo", "create", "bob/cats"], { env });
    expect(code).toBe(1);
    expect(stderr).toContain("#forbidden");
  });
});

describe("repo delete", () => {
  test("asks for the name, and takes no other answer", async () => {
    const hub = await withRepo();
    const unasked = await hub.run(["repo", "delete", "ada/cats"]);
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toContain("#confirmation-needed");
    const no = await hub.run(["repo", "delete", "ada/cats"], { terminal: TERMINAL, typed: "y\n" });
    expect(no.code).toBe(1);
    expect(no.stderr).toContain(`delete the model ada/cats at ${hub.server.url}, 1 file, for good? Type ada/cats to`);
    expect(no.stderr).toContain("nothing was changed");
    expect((await hub.info()).repo_id).toBe("ada/cats");
    const yes = await hub.run(["repo", "delete", "ada/cats"], { terminal: TERMINAL, typed: "ada/cats\n" });
    expect(yes).toMatchObject({ code: 0, stdout: "deleted ada/cats\n" });
    expect((await hub.run(["repo", "info", "ada/cats"])).stderr).toContain("#repo-not-found");
  });

  test("--yes answers; one that is not there is an error", async () => {
    const hub = await withRepo();
    expect((await hub.runJson(["repo", "delete", "ada/cats", "--yes"])).data).toMatchObject({ deleted: true });
    const { code, stderr } = await hub.run(["repo", "delete", "ada/cats", "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toContain("#repo-not-found");
  });
});

describe("repo tag and branch", () => {
  test.each(["tag", "branch"] as const)("%s is made, found, and deleted when agreed to", async (kind) => {
    const hub = await withRepo();
    const name = kind === "tag" ? "v1" : "try/one";
    const names = async () => {
      const info = await hub.info();
      return (kind === "tag" ? info.tags : info.branches).map((ref: { name: string }) => ref.name);
    };
    const made = await hub.runJson(["repo", kind, "ada/cats", name]);
    expect(made).toMatchObject({ code: 0, data: { repo_id: "ada/cats", [kind]: name, revision: "main" } });
    expect(await names()).toContain(name);
    expect((await hub.run(["repo", kind, "ada/cats", name])).stderr).toContain("#conflict");
    const fine = await hub.run(["repo", kind, "ada/cats", name, "--exist-ok", "--format", "human"]);
    expect(fine.stdout).toContain(`ada/cats has the ${kind} ${name}`);
    expect((await hub.run(["repo", kind, "ada/cats", name, "--delete"])).code).toBe(2);
    const no = await hub.run(["repo", kind, "ada/cats", name, "--delete"], { terminal: TERMINAL, typed: "\n" });
    expect(no.code).toBe(1);
    expect(await names()).toContain(name);
    const gone = await hub.run(["repo", kind, "ada/cats", name, "--delete", "--yes", "--format", "human"]);
    expect(gone).toMatchObject({ code: 0, stdout: `deleted the ${kind} ${name} of ada/cats\n` });
    expect(await names()).not.toContain(name);
  });
});

describe("repo list and info", () => {
  test("list one's own or another's repositories", async () => {
    const hub = await withRepo();
    await hub.run(["repo", "create", "lab/dogs", "--private"]);
    await hub.run(["repo", "create", "datasets/ada/pictures"]);
    const ids = (data: { repo_id: string }[]) => data.map(({ repo_id }) => repo_id);
    expect(ids((await hub.runJson(["repo", "list"])).data)).toEqual(["ada/cats"]);
    expect((await hub.runJson(["repo", "list", "lab"])).data[0]).toMatchObject({ repo_id: "lab/dogs", private: true });
    expect(ids((await hub.runJson(["repo", "list", "--type", "dataset"])).data)).toEqual(["ada/pictures"]);
    expect((await hub.run(["repo", "list", "--format", "human"])).stdout).toMatch(/^NAME .*\nada\/cats {2}public /);
    expect((await hub.run(["repo", "list", "nobody", "--format", "human"])).stdout).toBe("");
    const anonymous = await hub.run(["repo", "list"], { env: { HF_ENDPOINT: hub.server.url } });
    expect(anonymous.stderr).toContain("#unauthorized");
  });

  test("describe one", async () => {
    const hub = await withRepo();
    const { stdout } = await hub.run(["repo", "info", "ada/cats", "--format", "human"]);
    expect(stdout).toMatch(/^ada\/cats\n {2}commit {4}[0-9a-f]{40} \(main\)\n {2}seen by {3}everybody\n/);
    expect(stdout).toMatch(/^ {2}branches {2}main\n {2}tags {6}none$/m);
    expect(stdout).toMatch(/^ {4}\.gitattributes$/m);
    expect((await hub.run(["repo", "info", "ada/cats", "--revision", "v1"])).stderr).toContain("#revision-not-found");
  });
});
