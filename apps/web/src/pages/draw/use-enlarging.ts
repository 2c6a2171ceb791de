import { useState } from "preact/hooks";
import { keptSetting } from "../../browser/kept-setting.ts";

/** How a small picture is enlarged. */
export type Enlarging = "smooth" | "pixels";

const setting = keptSetting<Enlarging>("enlarging", ["smooth", "pixels"]);

/** How pictures are enlarged, as chosen here before. */
export function useEnlarging(): [Enlarging, (chosen: Enlarging) => void] {
  const [enlarging, setEnlarging] = useState(setting.get);
  return [
    enlarging,
    (chosen) => {
      setEnlarging(chosen);
      setting.set(chosen);
    },
  ];
}
