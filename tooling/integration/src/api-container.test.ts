import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { SERVE_OPTIONS, serve } from "../../../apps/cli/src/commands/serve/spec.ts";
import { environmentName } from "../../../apps/cli/src/settings/setting-name.ts";
import type { OptionSpec } from "../../../apps/cli/src/table/option-spec.ts";
import { parseArgv } from "../../../apps/cli/src/table/parse-argv.ts";
import { fakeIo } from "../../../apps/cli/src/testing/fake-io.ts";
import { ROOT } from "./workflows/world.ts";

const dockerfile = readFileSync(join(ROOT, "apps", "api", "Dockerfile"), "utf8");
const { services, volumes } = parse(readFileSync(join(ROOT, "apps", "api", "compose.yaml"), "utf8"), { merge: true });

/** Instructions of the last stage by name, in their order, lines that go on in the next joined. */
const instructions = dockerfile
  .replaceAll(/^#.*\n/gm, "")
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => /^(\w+)\s+(.*)$/.exec(line)!.slice(1));
const lastStage = instructions.slice(instructions.findLastIndex(([name]) => name === "FROM"));
const ofLast = (name: string) => lastStage.filter(([own]) => own === name).map(([, value]) => value);
const environment = Object.fromEntries(
  [
    ...ofLast("ENV")
      .join(" ")
      .matchAll(/(\w+)=(\S+)/g),
  ].map(([, name, value]) => [name, value]),
);

const usual = (wanted: string) => (SERVE_OPTIONS as readonly OptionSpec[]).find(({ name }) => name === wanted)!.default;

const understood = (argv: readonly string[]) => () => parseArgv(argv, fakeIo(), { version: "1" });

describe("the Dockerfile", () => {
  test("says first that it was never built", () => {
    expect(dockerfile.split("\n", 1)[0]).toMatch(/^# Never built where it was written/);
  });

  test("is of a tag, by stages, and ends as a user who may write nowhere but in the volume", () => {
    const froms = instructions.filter(([name]) => name === "FROM").map(([, value]) => value);
    expect(froms).toEqual(["node:24-slim AS install", "node:24-slim"]);
    expect(ofLast("USER")).toEqual(["node"]);
    expect(lastStage.findIndex(([name]) => name === "USER")).toBeGreaterThan(
      lastStage.findLastIndex(([name]) => name === "RUN"),
    );
    expect(ofLast("VOLUME")).toEqual(["/data"]);
    expect([environment.HOME, environment.TMPDIR]).toEqual(["/data", "/data/tmp"]);
    expect(ofLast("RUN").join()).toContain(`mkdir -p ${environment.TMPDIR} && chown -R node:node /data`);
  });

  test("installs the packages there are, at the version asked for, and starts a file that the command's package has", () => {
    const install = instructions.find(([name, value]) => name === "RUN" && value.includes("npm install"))![1];
    const names = [...install.matchAll(/"(@tiny-cats\/\w+)@\$\{VERSION\}"/g)].map(([, name]) => name);
    expect(names).toEqual(["@tiny-cats/cli", "@tiny-cats/api"]);
    const manifests = ["cli", "api"].map((app) =>
      JSON.parse(readFileSync(join(ROOT, "apps", app, "package.json"), "utf8")),
    );
    expect(manifests.map(({ name }) => name)).toEqual(names);
    const [entry] = ofLast("ENTRYPOINT").map((text) => JSON.parse(text));
    expect(entry).toEqual(["node", `/app/node_modules/@tiny-cats/cli/${manifests[0].bin["tiny-cats"].slice(2)}`]);
  });

  test("its settings and commands are those of serve, at one port, which its check asks", () => {
    const known = SERVE_OPTIONS.map((option) => environmentName(option));
    const named = Object.keys(environment).filter((name) => name.startsWith("TINY_CATS_"));
    for (const name of named) expect(known).toContain(name);
    expect(named).toContain("TINY_CATS_HOST");
    expect(ofLast("EXPOSE")).toEqual([environment.TINY_CATS_PORT]);
    expect(environment.TINY_CATS_PORT).toBe(String(usual("port")));
    const [check] = ofLast("HEALTHCHECK");
    expect(check).toContain("process.env.TINY_CATS_PORT}/healthz");
    expect(check).not.toContain("curl");
    expect(understood(JSON.parse(ofLast("CMD")[0]))).not.toThrow();
    const shown = [...dockerfile.matchAll(/tiny-cats-api (serve .+?)(?: {2,}.*)?$/gm)].map(([, line]) => line);
    expect(shown).toHaveLength(2);
    for (const line of shown) expect(understood(line.split(" "))).not.toThrow();
  });

  test("its check ends with 0 where it is answered well, and with 1 where it is not", async () => {
    const { createServer } = await import("node:http");
    const { execFile } = await import("node:child_process");
    const [program, ...argv] = JSON.parse(/CMD (\[.*\])/.exec(ofLast("HEALTHCHECK")[0])![1]);
    expect(program).toBe("node");
    let status = 200;
    const server = createServer((request, response) =>
      response.writeHead(request.url === "/healthz" ? status : 404).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const ends = () =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, argv, { env: { TINY_CATS_PORT: String(port) } });
        child.on("close", resolve);
      });
    expect(await ends()).toBe(0);
    status = 500;
    expect(await ends()).toBe(1);
    await new Promise((resolve) => server.close(resolve));
    expect(await ends()).toBe(1);
  });
});

describe("the compose file", () => {
  const servers = [services.web, services.worker];

  test("has one process that answers, two that work, and a Redis that loses nothing", () => {
    expect(services.web.command).toEqual(["serve", "--role", "web"]);
    expect(services.web.deploy?.replicas ?? 1).toBe(1);
    expect(services.worker.command).toEqual(["serve", "--role", "worker"]);
    expect(services.worker.deploy.replicas).toBe(2);
    expect(services.redis.command.join(" ")).toBe("redis-server --appendonly yes --maxmemory-policy noeviction");
    for (const { command } of servers) expect(understood(command)).not.toThrow();
    expect(serve.name).toBe("serve");
  });

  test("lets none of them write outside its volumes or become more than it is", () => {
    for (const service of Object.values<Record<string, string[] | boolean>>(services)) {
      expect(service.read_only).toBe(true);
      expect(service.tmpfs).toEqual(["/tmp"]);
      expect(service.security_opt).toEqual(["no-new-privileges:true"]);
    }
    for (const server of servers) expect([server.cap_drop, server.init]).toEqual([["ALL"], true]);
  });

  test("its addresses, ports and volumes fit together and fit the image", () => {
    for (const server of servers) {
      expect(new URL(server.environment.REDIS_URL).hostname).toBe("redis");
      expect(existsSync(join(ROOT, "apps", "api", server.build.context, "Dockerfile"))).toBe(true);
      expect(Object.keys(server.build.args)).toEqual([/^ARG (\w+)/m.exec(dockerfile)![1]]);
      expect(server.volumes).toEqual([`models:${ofLast("VOLUME")[0]}`]);
      expect(server.depends_on).toHaveProperty("redis");
    }
    const port = ofLast("EXPOSE")[0];
    expect(services.web.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(services.worker.ports).toBeUndefined();
    expect(services.redis.ports).toBeUndefined();
    expect(Object.keys(volumes)).toEqual(["models", "redis"]);
    const drain = Number(usual("drain-ms"));
    expect(Number.parseInt(servers[0].stop_grace_period, 10) * 1000).toBeGreaterThan(drain);
  });
});
