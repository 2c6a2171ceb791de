import "./camera.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { FileButton } from "../../design/file-button.tsx";
import { texts } from "../../texts.ts";
import { openCamera } from "./open-camera.ts";

const { camera: words } = texts.classify;

/** The camera, live: pictures are taken from it. It is released when this goes, and when the page is left. */
export function Camera({
  onPicture,
  onFiles,
  onClose,
}: {
  onPicture(blob: Blob): void;
  onFiles(files: { name: string; blob: Blob }[]): void;
  onClose(): void;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const shutter = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState<string>();
  const [isLive, setLive] = useState(false);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    void openCamera(navigator.mediaDevices, signal).then((opened) => {
      if (signal.aborted) return;
      if ("refused" in opened) return setProblem(words.refused[opened.refused]);
      for (const track of opened.stream.getTracks())
        track.addEventListener("ended", () => setProblem(words.refused.busy), { signal });
      if (video.current) video.current.srcObject = opened.stream;
    });
    addEventListener("pagehide", () => close.current(), { signal });
    return () => controller.abort();
  }, []);
  const shoot = async () => {
    const { current } = video;
    if (!current) return;
    const canvas = new OffscreenCanvas(current.videoWidth, current.videoHeight);
    canvas.getContext("2d")?.drawImage(current, 0, 0);
    onPicture(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 }));
  };
  return (
    <section class="camera" aria-label={words.label}>
      {problem ? (
        <div class="camera-problem error" role="alert">
          <p>{problem}</p>
          <FileButton
            accept="image/*"
            capture="environment"
            onFiles={(files) => onFiles(files.map((blob) => ({ name: blob.name, blob })))}
          >
            {words.instead}
          </FileButton>
        </div>
      ) : (
        <video
          ref={video}
          autoplay
          muted
          playsInline
          aria-label={words.live}
          onPlaying={() => {
            setLive(true);
            requestAnimationFrame(() => shutter.current?.focus());
          }}
        />
      )}
      <div class="row">
        {!problem && (
          <button ref={shutter} type="button" class="button primary" disabled={!isLive} onClick={shoot}>
            {words.take}
          </button>
        )}
        <button type="button" class="button" onClick={onClose}>
          {problem ? words.close : words.stop}
        </button>
        <span class="muted small" role="status">
          {!problem && (isLive ? words.private : words.opening)}
        </span>
      </div>
    </section>
  );
}
