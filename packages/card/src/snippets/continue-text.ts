import { inRepo } from "./in-repo.ts";
import type { Snippet } from "./snippet.ts";

/** Snippets that continue a text. */
export const CONTINUE_TEXT: readonly Snippet[] = [
  {
    id: "continue-transformers",
    language: "python",
    about: "With `transformers` and `torch` from PyPI:",
    template: `from transformers import pipeline

write = pipeline("text-generation", model="{{repo}}")
print(write("The cat", max_new_tokens=20)[0]["generated_text"])`,
    values: (subject) => {
      const { part, has } = subject;
      const complete = has("config.json") && has("model.safetensors") && has("tokenizer.json");
      return part.manifest.task === "text-generation" && part.folder === "" && complete ? inRepo(subject) : undefined;
    },
  },
];
