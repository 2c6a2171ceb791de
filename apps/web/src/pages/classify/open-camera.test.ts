import { expect, test } from "vitest";
import { openCamera } from "./open-camera.ts";

function devices() {
  let stopped = 0;
  const stream = { getTracks: () => [{ stop: () => stopped++ }] } as unknown as MediaStream;
  return { getUserMedia: async () => stream, stopped: () => stopped };
}

test("a camera is released when it is not wanted any more, and at once when it comes too late", async () => {
  const camera = devices();
  const controller = new AbortController();
  expect(await openCamera(camera, controller.signal)).toHaveProperty("stream");
  expect(camera.stopped()).toBe(0);
  controller.abort();
  expect(camera.stopped()).toBe(1);
  await openCamera(camera, controller.signal);
  expect(camera.stopped()).toBe(2);
});

test.each([
  ["NotAllowedError", "denied"],
  ["SecurityError", "denied"],
  ["NotFoundError", "none"],
  ["OverconstrainedError", "none"],
  ["NotReadableError", "busy"],
  ["TypeError", "failed"],
])("%s: %s", async (name, refused) => {
  const getUserMedia = async () => {
    throw new DOMException("no", name);
  };
  expect(await openCamera({ getUserMedia }, new AbortController().signal)).toEqual({ refused });
});

test("a page of an insecure address has none", async () => {
  expect(await openCamera(undefined, new AbortController().signal)).toEqual({ refused: "insecure" });
});
