import "./samples.css";
import { siteRoot } from "../../router/site-root.ts";
import { texts } from "../../texts.ts";
import { SAMPLES } from "./sample-pictures.ts";

const { samples: words } = texts.classify;

/** Pictures to begin with: a photo, and drawings of the generator. */
export function Samples({
  onPicture,
  onFailed,
}: {
  onPicture(name: string, blob: Blob): void;
  onFailed(message: string): void;
}) {
  return (
    <section class="samples" aria-label={words.label}>
      <p class="small muted">{words.label}</p>
      <ul>
        {SAMPLES.map(({ key, file, width, height }) => {
          const address = new URL(`pictures/${file}`, siteRoot()).href;
          const take = async () => {
            const response = await fetch(address).catch(() => undefined);
            if (response?.ok) onPicture(words[key].name, await response.blob());
            else onFailed(words.failed);
          };
          return (
            <li key={key}>
              <button type="button" class="sample" onClick={take}>
                <img src={address} width={width} height={height} alt="" loading="lazy" decoding="async" />
                <span class="small">{words[key].label}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
