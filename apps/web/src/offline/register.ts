import type { WorkerMessage } from "./messages.ts";

/** Tells the page that a newer build is here; `reload` goes over to it. */
export type OnUpdate = (reload: () => void) => void;

const HOUR = 3_600_000;

/**
 * Registers the service worker that keeps the site for when there is no network. A browser that has none, or forbids it, goes on without.
 * `untilReady` is when the first model has been loaded: its runtime is then kept as well.
 */
export async function register(root: URL, onUpdate: OnUpdate, untilReady: Promise<unknown>): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  let isAsked = false;
  const isFirst = !serviceWorker.controller;
  try {
    const registration = await serviceWorker.register(new URL("service-worker.js", root), {
      scope: root.pathname,
      updateViaCache: "none",
    });
    const offer = (waiting: ServiceWorker) =>
      onUpdate(() => {
        isAsked = true;
        say(waiting, { type: "take-over" });
      });
    if (registration.waiting && !isFirst) offer(registration.waiting);
    const watch = () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && serviceWorker.controller) offer(coming);
      });
    };
    // Another tab may have found one just before.
    watch();
    registration.addEventListener("updatefound", watch);
    let isFirstChange = isFirst;
    serviceWorker.addEventListener("controllerchange", () => {
      // The first worker of all takes over a page that is of the same build.
      if (isFirstChange) isFirstChange = false;
      else if (isAsked) location.reload();
      // Another tab asked: files of this page's build may be gone.
      else onUpdate(() => location.reload());
    });
    setInterval(() => void registration.update().catch(() => undefined), HOUR);
    void untilReady.then(async () => {
      const { active } = await serviceWorker.ready;
      if (active) say(active, { type: "keep-runtime" });
    });
  } catch {
    // Without it everything works but offline.
  }
}

function say(worker: ServiceWorker, message: WorkerMessage): void {
  worker.postMessage(message);
}
