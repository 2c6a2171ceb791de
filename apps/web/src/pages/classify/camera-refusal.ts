/** Why there is no camera. */
export type CameraRefusal = "insecure" | "denied" | "none" | "busy" | "failed";

/** What an error of getUserMedia means for people. */
export function cameraRefusal(error: unknown): CameraRefusal {
  switch ((error as { name?: string } | null)?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}
