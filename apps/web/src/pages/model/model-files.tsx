import type { Manifest } from "@tiny-cats/schema";
import { bytesText } from "../../models/amounts.ts";
import { texts } from "../../texts.ts";

const { model: words } = texts;

/** The model's files, by its manifest. */
export function ModelFiles({ manifest }: { manifest: Manifest }) {
  return (
    <section class="stack">
      <h2 id="files">{words.filesTitle}</h2>
      <p class="muted">{words.filesMore}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section class="scroll files" aria-labelledby="files" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.files.path}</th>
              <th scope="col">{words.files.role}</th>
              <th scope="col" class="figure">
                {words.files.bytes}
              </th>
              <th scope="col">{words.files.sha256}</th>
            </tr>
          </thead>
          <tbody>
            {manifest.files.map(({ path, role, bytes, sha256, dtype }) => (
              <tr key={path}>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>{dtype ? `${role}, ${dtype}` : role}</td>
                <td class="figure">{bytesText(bytes)}</td>
                <td>
                  <code class="hash">{sha256}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
