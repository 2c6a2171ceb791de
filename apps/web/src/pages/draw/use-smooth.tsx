import { useState } from "preact/hooks";

const KEY = "tiny-cats:smooth";

/** Whether pictures are enlarged smoothly, as chosen here before; else their pixels show. */
export function useSmooth(): [boolean, (isSmooth: boolean) => void] {
  const [isSmooth, setSmooth] = useState(() => {
    try {
      return localStorage.getItem(KEY) !== "no";
    } catch {
      return true;
    }
  });
  return [
    isSmooth,
    (chosen) => {
      setSmooth(chosen);
      try {
        localStorage.setItem(KEY, chosen ? "yes" : "no");
      } catch {
        // It holds while the page is open.
      }
    },
  ];
}
