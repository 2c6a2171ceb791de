export type RepoType = "model" | "dataset" | "space";
type Gated = false | "auto" | "manual";

/** What is kept of a repository beside its objects and refs. */
export interface RepoRecord {
  /** 24 hexadecimal digits that stay when it is renamed. */
  _id: string;
  type: RepoType;
  /** "namespace/name". */
  id: string;
  private: boolean;
  gated: Gated;
  /** ISO 8601. */
  createdAt: string;
  /** Of a space: "static", "gradio" and so on. */
  sdk?: string;
}
