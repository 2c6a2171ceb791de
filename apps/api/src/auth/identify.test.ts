import { expect, test } from "vitest";
import { bearerOf } from "./bearer-of.ts";
import { createKey } from "./create-key.ts";
import { createIdentify } from "./identify.ts";
import { createKeyRing, type KeyRing } from "./key-ring.ts";
import { createRateLimit } from "./rate-limit.ts";

const request = (authorization?: string) =>
  new Request("http://h/", { headers: authorization === undefined ? {} : { authorization } });

function identify(ring: KeyRing | undefined, requestsPerMinute = 0) {
  return createIdentify({ keys: () => ring, limit: createRateLimit(), requestsPerMinute });
}

test.each([
  ["Bearer tc_abc", "tc_abc"],
  ["bearer   tc_abc ", "tc_abc"],
  ["Bearer", undefined],
  ["Bearer a b", undefined],
  ["Basic dTpw", undefined],
  [`Bearer ${"x".repeat(600)}`, undefined],
])("the key in %s", (header, key) => {
  expect(bearerOf(request(header))).toBe(key);
});

test("without keys everybody may ask, by address, whatever they send", async () => {
  expect(await identify(undefined)(request("Bearer hf_theirs"), "192.0.2.7")).toEqual({ client: "192.0.2.7" });
});

test("with keys only their holders may", async () => {
  const ann = createKey("ann");
  const who = identify(createKeyRing([ann.entry]));
  expect(await who(request(`Bearer ${ann.key}`), "192.0.2.7")).toEqual({ client: "key ann" });
  for (const other of [undefined, "Bearer tc_other", `Basic ${ann.key}`, `Bearer ${ann.entry.sha256}`]) {
    expect((await who(request(other), "192.0.2.7")).refusal?.code).toBe("invalid-api-key");
  }
});

test("an empty list of keys lets nobody in", async () => {
  expect((await identify(createKeyRing([]))(request("Bearer tc_x"), "a")).refusal?.code).toBe("invalid-api-key");
});

test("a key's own limit goes before the server's", async () => {
  const ann = createKey("ann", { requestsPerMinute: 3 });
  const bob = createKey("bob");
  const who = identify(createKeyRing([ann.entry, bob.entry]), 1);
  const refused = async (key: string, times: number) => {
    const codes = [];
    for (let i = 0; i < times; i++) codes.push((await who(request(`Bearer ${key}`), "a")).refusal?.code);
    return codes.filter((code) => code === "too-many-requests").length;
  };
  expect(await refused(ann.key, 5)).toBe(2);
  expect(await refused(bob.key, 5)).toBe(4);
});
