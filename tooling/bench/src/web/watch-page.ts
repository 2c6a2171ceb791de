/** What is done on a page as soon as it can be, and how the page says that it took it and that it is done. */
export interface Errand {
  /** The control: one for files is given the picture, another is pressed. */
  control: string;
  /** What is there once the page has taken it. */
  taken: string;
  /** What is there once it is done. */
  done: string;
  /** The picture's file, in base64. */
  picture: string;
}

/** Milliseconds since navigation began. */
export interface Marks {
  /** When the page showed that it took what was done as soon as its control was there. */
  interactive?: number;
  done?: number;
  /** The text of what was done. */
  answer?: string;
}

/** Runs in a page before its own scripts; leaves `marks` behind. */
export async function watchPage({ control, taken, done, picture }: Errand): Promise<void> {
  const marks: Marks = {};
  Object.assign(globalThis, { marks });
  const there = <T extends Element>(selector: string) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = document.querySelector<T>(selector);
        if (found) observer.disconnect();
        if (found) resolve(found);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  // Before the page begins: none of its tasks is to be longer for it.
  const text = atob(picture);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  const data = new DataTransfer();
  data.items.add(new File([bytes], "picture.png", { type: "image/png" }));
  const found = await there<HTMLElement>(control);
  // In a task of its own, as it is when somebody does it.
  await new Promise((resolve) => setTimeout(resolve));
  if (found instanceof HTMLInputElement) {
    found.files = data.files;
    found.dispatchEvent(new Event("change", { bubbles: true }));
  } else found.click();
  await there(taken);
  await painted();
  marks.interactive = performance.now();
  const last = await there(done);
  await painted();
  marks.done = performance.now();
  marks.answer = last.textContent ?? "";
}
