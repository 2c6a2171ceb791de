import { expect, test } from "vitest";
import { file, header, openHub } from "../testing/open-hub.ts";

test("the page lists repositories, files and tags as text, and lets nothing run", async () => {
  const { create, commit, get, ask } = await openHub();
  await create();
  const name = '<img src=x onerror="alert(1)">&\'.html';
  await commit([header(), file(name, "<script>alert(1)</script>")]);
  await get("POST", "/api/models/local/cats/tag/main", { json: { tag: "v1<b>" } });
  const page = await ask("GET", "/", { token: "" });
  expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  const html = await page.text();
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;.html  25 bytes");
  expect(html).toContain("tags: v1&lt;b&gt;");
  const tags = [...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, tag]) => tag!.toLowerCase());
  expect(new Set(tags)).toEqual(new Set(["!doctype", "html", "meta", "title", "body", "h1", "h2", "p", "pre"]));
});

test("private repositories are not on a stranger's page, files of gated ones neither", async () => {
  const { create, commit, get, ask } = await openHub();
  expect(await (await ask("GET", "/")).text()).toContain("No repositories.");
  await create({ name: "hidden", visibility: "private" });
  await create({ name: "gated" });
  await commit([header(), file("inside.txt", "")], { repo: "models/local/gated" });
  await get("PUT", "/api/models/local/gated/settings", { json: { gated: "auto" } });
  const stranger = await (await ask("GET", "/", { token: "" })).text();
  expect([
    stranger.includes("local/hidden"),
    stranger.includes("local/gated"),
    stranger.includes("inside.txt"),
  ]).toEqual([false, true, false]);
  const owner = await (await ask("GET", "/")).text();
  expect([owner.includes("local/hidden"), owner.includes("inside.txt")]).toEqual([true, true]);
});

test("a page does not list files without end", async () => {
  const { create, commit, ask } = await openHub();
  await create();
  await commit([header(), ...Array.from({ length: 1_001 }, (_, i) => file(`f${i}`, ""))]);
  const lines = (await (await ask("GET", "/")).text()).split("\n");
  expect(lines.filter((line) => line.includes(" bytes"))).toHaveLength(1_000);
  expect(lines.some((line) => line.startsWith("and more"))).toBe(true);
});
