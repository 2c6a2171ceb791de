import type { RgbImage } from "@tiny-cats/core";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { paint } from "./picture.tsx";
import { createFrameThrottle } from "./run/frame-throttle.ts";
import type { Preview } from "./run/studio.ts";
import { studio } from "./shared.ts";

/** The picture that is being drawn, as often as the screen is painted; with reduced motion only as it begins. */
export function LivePicture({ first, label, isSmooth }: { first: RgbImage; label: string; isSmooth: boolean }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const latest = useRef(first);
  useLayoutEffect(() => {
    latest.current = first;
  }, [first]);
  useLayoutEffect(() => paint(ref.current!, latest.current, { isSmooth }), [first, isSmooth]);
  useEffect(() => {
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const throttle = createFrameThrottle<Preview>(({ image }) => {
      latest.current = image();
      if (ref.current) paint(ref.current, latest.current, { isSmooth });
    });
    const end = studio.onPreview((preview) => {
      if (!still.matches || preview.step === 1) throttle.push(preview);
    });
    return () => {
      end();
      throttle.clear();
    };
    // What still waits of the picture before is dropped with it.
  }, [first, isSmooth]);
  return <canvas ref={ref} class="picture" role="img" aria-label={label} />;
}
