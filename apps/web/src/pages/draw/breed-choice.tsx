import "./breed-choice.css";
import { texts } from "../../texts.ts";

/** Chooses a breed: one of a group of radio buttons, so that arrows move between them. */
export function BreedChoice({
  breeds,
  value,
  fault,
  onChange,
}: {
  breeds: readonly string[];
  value: string;
  fault: string | undefined;
  onChange(breed: string): void;
}) {
  return (
    <fieldset class="plain breeds">
      <legend>{texts.draw.breed}</legend>
      <div>
        {breeds.map((breed) => (
          <label key={breed}>
            <input type="radio" name="breed" value={breed} checked={breed === value} onChange={() => onChange(breed)} />
            <span class="breed-name">{breed}</span>
          </label>
        ))}
      </div>
      {fault !== undefined && <p class="fault small">{fault}</p>}
    </fieldset>
  );
}
