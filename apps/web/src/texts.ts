/** Every text that people read, in one place. Pages keep theirs under their name. */
export const texts = {
  site: {
    name: "tiny-cats",
    skip: "Skip to content",
    navigation: "Pages",
    theme: { light: "Light", dark: "Dark", system: "As the device", label: "Colours" },
    footer: "Everything runs on this device. No picture leaves it.",
    update: { here: "A new version is here.", reload: "Reload", later: "Later" },
    failed: {
      lead: "This page could not be loaded. The site may have changed, or there is no network.",
      again: "Reload",
    },
    titles: {
      home: "tiny-cats",
      classify: "Classify a cat",
      draw: "Draw a cat",
      benchmark: "How fast is it here?",
      model: "The models",
      about: "About",
      "not-found": "No such page",
      failed: "Something is missing",
    },
    nav: { classify: "Classify", draw: "Draw", benchmark: "Benchmark", model: "Model", about: "About" },
  },
  home: {
    lead: "Two small models that know twelve breeds of cat. One tells them apart, the other draws them, both in your browser.",
    classify: "Which breed is it?",
    classifyMore: "Drop in a photo. The breed and how sure the model is, in a moment.",
    draw: "Draw me a cat",
    drawMore: "Choose a breed and a seed, and watch noise become a portrait.",
  },
  notFound: { lead: "There is nothing at this address.", home: "To the beginning" },
  loading: {
    network: (done: string, total: string, speed: string) => `Loading the model: ${done} of ${total}, ${speed}`,
    cache: "The model is here already; getting it ready",
    runtime: "Starting the runtime",
    cancel: "Cancel",
    again: "Try again",
    ready: (runtime: string) => `Ready on ${runtime}`,
  },
} as const;
