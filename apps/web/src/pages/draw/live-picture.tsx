import type { RgbImage } from "@tiny-cats/core";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { paint } from "./picture.tsx";
import { createFrameThrottle } from "./run/frame-throttle.ts";
import type { Preview } from "./run/studio.ts";
import { studio } from "./shared.tsx";

/** The picture that is being drawn, as often as the screen is painted; with reduced motion only as it begins. */
export function LivePicture({ first, label }: { first: RgbImage; label: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => paint(ref.current!, first), [first]);
  useEffect(() => {
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const throttle = createFrameThrottle<Preview>(({ image }) => ref.current && paint(ref.current, image()));
    const end = studio.onPreview((preview) => {
      if (!still.matches || preview.step === 1) throttle.push(preview);
    });
    return () => {
      end();
      throttle.clear();
    };
  }, []);
  return <canvas ref={ref} class="picture" width={first.width} height={first.height} role="img" aria-label={label} />;
}
