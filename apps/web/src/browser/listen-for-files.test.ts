import { expect, test } from "vitest";
import type { Given } from "./given-files.ts";
import { listenForFiles } from "./listen-for-files.ts";

const file = (name: string) => Object.assign(new Blob([name]), { name });

function page() {
  const target = new EventTarget();
  const given: Given[] = [];
  const over: boolean[] = [];
  const end = listenForFiles(target, { onGiven: (it) => given.push(it), onOver: (it) => over.push(it) });
  const send = (name: string, content: object) => {
    const event = Object.assign(new Event(name, { cancelable: true }), content);
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { target, given, over, end, send };
}

const drag = (types: string[], files: object[] = []) => ({ dataTransfer: { types, files, dropEffect: "none" } });

test("files dropped anywhere are taken, whatever they are", () => {
  const { given, over, send, end } = page();
  const dragged = drag(["Files"], [file("cat.png"), file("notes.txt")]);
  send("dragenter", dragged);
  send("dragenter", dragged);
  send("dragleave", dragged);
  expect(send("dragover", dragged)).toBe(true);
  expect(dragged.dataTransfer.dropEffect).toBe("copy");
  expect(send("drop", dragged)).toBe(true);
  expect(over).toEqual([true, true, true, false]);
  expect(given).toMatchObject([{ files: [{ name: "cat.png" }, { name: "notes.txt" }] }]);
  end();
  send("drop", dragged);
  expect(given).toHaveLength(1);
});

test("a link is refused with its reason, a text that is dragged is left alone", () => {
  const { given, over, send } = page();
  send("drop", drag(["text/uri-list", "text/html"]));
  expect(given).toEqual([{ refused: "link" }]);
  for (const name of ["dragenter", "dragover", "dragleave", "drop"])
    expect(send(name, drag(["text/plain"]))).toBe(false);
  expect([given.length, over]).toEqual([1, [false]]);
});

test("a picture is pasted; text is refused, but where it belongs", () => {
  const { target, given, send } = page();
  expect(send("paste", { clipboardData: { types: ["Files"], files: [file("image.png")] } })).toBe(true);
  expect(given).toMatchObject([{ files: [{ name: "image.png" }] }]);
  send("paste", { clipboardData: { types: ["text/plain"], files: [] } });
  send("paste", { clipboardData: null });
  expect(given.slice(1)).toEqual([{ refused: "text" }, { refused: "nothing" }]);
  Object.assign(target, { tagName: "INPUT" });
  expect(send("paste", { clipboardData: { types: ["text/plain"], files: [] } })).toBe(false);
  expect(given).toHaveLength(3);
});
