import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, TestInfo } from "@playwright/test";

/** What tests saw and used, each "page: role name". */
export interface SeenControls {
  seen: string[];
  used: string[];
}

/** Where each test leaves what it saw and used; Playwright empties it before it begins. */
export const controlsFolder = ({ project }: TestInfo): string => join(project.outputDir, "controls");

/** Notes every control that the context's pages show, and those that are used; `save` leaves both for the test that holds one to the other. */
export async function watchControls(context: BrowserContext): Promise<{ save(info: TestInfo): Promise<void> }> {
  const seen = new Set<string>();
  const used = new Set<string>();
  await context.exposeBinding("noteControls", (_, noted: SeenControls) => {
    for (const key of noted.seen) seen.add(key);
    for (const key of noted.used) used.add(key);
  });
  await context.addInitScript(inPage);
  return {
    async save(info) {
      const folder = controlsFolder(info);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${info.testId}.json`), JSON.stringify({ seen: [...seen], used: [...used] }));
    },
  };
}

/** Runs in the page, by itself. */
function inPage(): void {
  const CONTROLS = "a[href], button, input, select, textarea, summary";
  const ROLES: Record<string, string> = { A: "link", BUTTON: "button", SELECT: "combobox", TEXTAREA: "textbox" };
  const known = { seen: new Set<string>(), used: new Set<string>() };

  const textOf = (element: Element) => {
    const copy = element.cloneNode(true) as Element;
    for (const picture of copy.querySelectorAll("img")) picture.replaceWith(picture.alt);
    for (const inner of copy.querySelectorAll("select, option, input, svg, [aria-hidden=true]")) inner.remove();
    return copy.textContent?.replace(/\s+/g, " ").trim();
  };
  function keyOf(element: Element): string | undefined {
    // Where a link leads to another site nothing of ours is used.
    if (element instanceof HTMLAnchorElement && element.origin !== location.origin) return undefined;
    const isOfSite = element.closest(".site-header, .site-footer, .update-prompt, .skip");
    // By its heading: the address changes before the page does.
    const page = isOfSite ? "Every page" : document.querySelector("h1")?.textContent;
    if (!page) return undefined;
    const role = ROLES[element.tagName] ?? ("type" in element ? String(element.type) : element.tagName.toLowerCase());
    const labels = "labels" in element ? [...((element.labels as NodeListOf<Element> | null) ?? [])] : [];
    const name = element.getAttribute("aria-label") || labels.map(textOf).join(" ") || textOf(element) || "";
    return `${page}: ${role} ${name}`;
  }
  function note(kind: "seen" | "used", elements: Iterable<Element>): void {
    const fresh: string[] = [];
    for (const element of elements) {
      const key = keyOf(element);
      if (key === undefined || known[kind].has(key)) continue;
      known[kind].add(key);
      fresh.push(key);
    }
    if (fresh.length === 0) return;
    const { noteControls } = globalThis as unknown as { noteControls(noted: SeenControls): Promise<void> };
    noteControls({ seen: [], used: [], [kind]: fresh }).catch(() => undefined);
  }
  const look = () =>
    note(
      "seen",
      [...document.querySelectorAll(CONTROLS)].filter((element) => element.checkVisibility()),
    );
  let isPlanned = false;
  const lookSoon = () => {
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      look();
    }, 100);
  };
  for (const type of ["click", "input", "change"]) {
    addEventListener(
      type,
      ({ target }) => {
        if (!(target instanceof Element)) return;
        look();
        const control = target.closest(CONTROLS) ?? target.closest("label")?.control;
        if (control) note("used", [control]);
      },
      true,
    );
  }
  new MutationObserver(lookSoon).observe(document, { subtree: true, childList: true });
}
