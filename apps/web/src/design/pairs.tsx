import "./pairs.css";
import { type ComponentChildren, Fragment } from "preact";

/** Facts by their names. */
export function Pairs({ of }: { of: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  return (
    <dl class="pairs">
      {of.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd class="number">{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
