import "./file-button.css";
import type { JSX } from "preact";

/** A button that chooses files of this device. */
export function FileButton({
  children,
  onFiles,
  ...input
}: {
  children: string;
  onFiles(files: File[]): void;
  multiple?: boolean;
  /** Takes a folder, with all its files. */
  webkitdirectory?: boolean;
} & Pick<JSX.IntrinsicElements["input"], "accept" | "capture">) {
  return (
    <label class="button file-button">
      {children}
      <input
        type="file"
        {...input}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be chosen again.
          currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
