/** Called now and then: bytes of the archives, then pictures. */
export type PrepareProgress = (progress: {
  stage: "checking" | "unpacking" | "preparing";
  done: number;
  total: number;
}) => void;
