import { TinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test } from "vitest";
import type { ModelState } from "./model-state.ts";
import { createModelStore, type LoadFrom } from "./model-store.ts";

const A = new URL("https://a.example/");
const B = new URL("https://b.example/");
const fault = (code: string) => new TinyCatsError(code, code, { remedy: "none" });

function storeOf(loadFrom: LoadFrom<{ name: string; dispose(): Promise<void> }>) {
  const seen: string[] = [];
  const store = createModelStore(() => [A, B], loadFrom);
  store.subscribe(() => seen.push(store.state().phase));
  return { store, seen };
}

const model = (name: string) => {
  const made = { name, disposed: 0, dispose: async () => void made.disposed++ };
  return made;
};

test("it is loaded once, however often it is asked for", async () => {
  let calls = 0;
  const { store, seen } = storeOf(async (source) => {
    calls++;
    return model(source.host);
  });
  const [one, two] = await Promise.all([store.load(), store.load()]);
  expect([one, await store.load(), calls]).toEqual([two, one, 1]);
  expect(seen).toEqual(["loading", "ready"]);
  expect(store.state()).toMatchObject({ phase: "ready", source: A, from: "network" });
});

test.each(["no-manifest", "download-failed", "hash-mismatch"])("after %s the other place is tried", async (code) => {
  const { store } = storeOf(async (source) => {
    if (source === A) throw fault(code);
    return model("b");
  });
  expect((await store.load()).name).toBe("b");
});

test("a model that is bad everywhere, or can't be run, has failed, and can be tried again", async () => {
  let error = fault("invalid-model");
  let calls = 0;
  const { store } = storeOf(async () => {
    calls++;
    throw error;
  });
  await expect(store.load()).rejects.toBe(error);
  expect(store.state()).toEqual({ phase: "failed", error });
  expect(calls).toBe(1);
  error = fault("download-failed");
  await expect(store.load()).rejects.toBe(error);
  expect(calls).toBe(3);
});

test("a damaged model is told of, rather than that the other place has none", async () => {
  const { store } = storeOf(async (source) => {
    throw fault(source === A ? "hash-mismatch" : "no-manifest");
  });
  await expect(store.load()).rejects.toMatchObject({ code: "hash-mismatch" });
  expect(store.state()).toMatchObject({ phase: "failed", error: { code: "hash-mismatch" } });
});

test("cancelling ends it, and a model that comes too late is let go", async () => {
  let give: (value: ReturnType<typeof model>) => void = () => undefined;
  const { store } = storeOf(
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  const loading = store.load();
  store.cancel();
  expect(store.state().phase).toBe("idle");
  const late = model("late");
  give(late);
  await expect(loading).rejects.toThrow("cancelled");
  expect([late.disposed, store.state().phase]).toEqual([1, "idle"]);
});

test("other places let go of the model; reset does too", async () => {
  const made: ReturnType<typeof model>[] = [];
  const { store } = storeOf(async (source) => {
    const one = model(source.host);
    made.push(one);
    return one;
  });
  await store.load();
  store.setSources([B]);
  expect((await store.load()).name).toBe("b.example");
  store.reset();
  expect([made.map(({ disposed }) => disposed), store.state()]).toEqual([[1, 1], { phase: "idle" }]);
});

test("speed is told after half a second", async () => {
  let at = 0;
  const states: ModelState<unknown>[] = [];
  const store = createModelStore(
    () => [A],
    async (_, { onProgress }) => {
      onProgress({ bytes: 0, total: 100, from: "network" });
      at = 400;
      onProgress({ bytes: 10, total: 100, from: "network" });
      at = 1000;
      onProgress({ bytes: 50, total: 100, from: "network" });
      return model("a");
    },
    () => at,
  );
  store.subscribe(() => states.push(store.state()));
  await store.load();
  const speeds = states.flatMap((state) => (state.phase === "loading" ? [state.progress?.bytesPerSecond] : []));
  expect(speeds).toEqual([undefined, undefined, undefined, 50]);
});
