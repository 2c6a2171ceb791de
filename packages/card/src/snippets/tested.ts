/**
 * Fingerprint of each snippet's template as a test ran it: those in JavaScript in tooling/integration (card-snippets.test.ts), those in
 * Python in tooling/cross-checks (card-python.test.ts). A template that was changed since is no longer tested.
 */
export const TESTED: Readonly<Record<string, string>> = {
  "classify-in-folder": "e4c8ff781495e77a",
  "classify-from-hub": "64a40558d452bf92",
  "classify-transformers-js": "6fde8f8c3dfc2bf0",
  "classify-transformers": "d2062aad8ea127e0",
  "generate-in-folder": "45f6f75749814010",
  "generate-from-hub": "9ccc54f065a4f548",
  "generate-onnxruntime": "62c5b32695b52aa3",
  "continue-transformers": "9997d9597d38a66c",
};
