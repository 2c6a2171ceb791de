import { type CameraRefusal, cameraRefusal } from "./camera-refusal.ts";

/** An open camera, until it is released. */
export type OpenedCamera = { stream: MediaStream; release(): void } | { refused: CameraRefusal };

const WANTED = { video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } }, audio: false };

/** Opens the camera on the back where there are two. One that opens after `signal` has fired is released at once. */
export async function openCamera(
  devices: Pick<MediaDevices, "getUserMedia"> | undefined,
  signal: AbortSignal,
): Promise<OpenedCamera> {
  // Browsers give no devices to pages of insecure addresses.
  if (!devices) return { refused: "insecure" };
  try {
    const stream = await devices.getUserMedia(WANTED);
    const release = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    if (signal.aborted) release();
    else signal.addEventListener("abort", release, { once: true });
    return { stream, release };
  } catch (error) {
    return { refused: cameraRefusal(error) };
  }
}
