import { expect, test, vi } from "vitest";
import { withResolvers } from "../../testing/with-resolvers.ts";
import { eventStream } from "./event-stream.ts";

test("events are framed as the clients read them, and end", async () => {
  const answer = eventStream(
    async (send) => {
      send({ step: 1 });
      await Promise.resolve();
      send({ text: "a\nb" });
    },
    { headers: { "x-seed": "7" }, onCancel: () => undefined },
  );
  expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(answer.headers.get("x-seed")).toBe("7");
  expect(await answer.text()).toBe('data: {"step":1}\n\ndata: {"text":"a\\nb"}\n\ndata: [DONE]\n\n');
});

test("once the client is gone the work is told, and what it sends goes nowhere", async () => {
  const { promise, resolve } = withResolvers<void>();
  const onCancel = vi.fn();
  const ended = withResolvers<void>();
  const answer = eventStream(
    async (send) => {
      send({ step: 1 });
      await promise;
      send({ step: 2 });
      ended.resolve();
    },
    { headers: {}, onCancel },
  );
  const reader = answer.body!.getReader();
  await reader.read();
  await reader.cancel();
  expect(onCancel).toHaveBeenCalledOnce();
  resolve();
  await ended.promise;
  await new Promise((resolve) => setImmediate(resolve));
});
