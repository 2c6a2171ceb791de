import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { run } from "../../testing/run.ts";
import { findSite } from "./find-site.ts";

/** Serves until `work` is done with the address that was printed. */
async function serve(argv: readonly string[], work: (url: string) => Promise<void>) {
  const controller = new AbortController();
  let failure: unknown;
  const onStdout = (text: string) => {
    const [url] = /http:\/\/127\.0\.0\.1:\d+[^\s"]*/.exec(text) ?? [];
    if (url === undefined) return;
    work(url)
      .catch((error) => {
        failure = error;
      })
      .finally(() => controller.abort(INTERRUPTED));
  };
  const result = await run(["web", "--port", "0", ...argv], {
    cwd: temporaryFolder(),
    signal: controller.signal,
    onStdout,
  });
  if (failure) throw failure;
  return result;
}

test("serves the built site under its base until it is told to stop, which ends it with 0", async () => {
  const { code, stdout, stderr } = await serve(["--base", "/cats/", "--format", "human"], async (url) => {
    const answer = await fetch(url);
    expect(answer.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(await answer.text()).toContain('<base href="./" />');
    const model = await fetch(`${url}models/classifier/onnx/model.onnx`, { headers: { range: "bytes=0-3" } });
    expect(model.status).toBe(206);
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cats\/\n$/);
  expect(stderr).toContain("Ctrl-C ends it\nstopped\n");
});

test("says that a port is in use, and that a base is none", async () => {
  await serve(["--format", "json"], async (url) => {
    const { code, stderr } = await run(["web", "--port", new URL(url).port], { cwd: temporaryFolder() });
    expect(code).toBe(1);
    expect(stderr).toContain("#web-port-in-use");
  });
  for (const base of ["/a b/", "/../", "//host/", "/a//b/", "/a/?x", "/./", `${"a".repeat(100)}!`])
    expect((await run(["web", "--base", base], { cwd: temporaryFolder() })).code, base).toBe(2);
});

test("stopped before it began", async () => {
  expect((await run(["web"], { cwd: temporaryFolder(), signal: AbortSignal.abort(INTERRUPTED) })).code).toBe(130);
});

test("the site is the one of the folder one is in, where there is none beside the command", async () => {
  const cwd = realpathSync(temporaryFolder());
  const from = [cwd];
  expect(await errorOf(() => findSite(cwd, from))).toMatchObject({ code: "no-web-site" });
  const home = join(cwd, "node_modules", "@tiny-cats", "web");
  mkdirSync(join(home, "dist"), { recursive: true });

  expect(await errorOf(() => findSite(cwd, from))).toMatchObject({ code: "no-web-site" });
  writeFileSync(join(home, "dist", "index.html"), "");
  expect(findSite(cwd, from)).toBe(join(home, "dist"));
});
