import "./cat-face.css";
/** Ears and face of the drop zone. */
export function CatFace() {
  return (
    <>
      <svg class="ear left" viewBox="0 0 96 84" aria-hidden="true">
        <path d="M3 84 11 11Q13 2 20 7L93 75" />
        <path class="inner" d="M20 66 24 31 60 66Z" />
      </svg>
      <svg class="ear right" viewBox="0 0 96 84" aria-hidden="true">
        <path d="M3 75 76 7Q83 2 85 11L93 84" />
        <path class="inner" d="M36 66 72 31 76 66Z" />
      </svg>
      <svg class="face" viewBox="0 0 220 60" aria-hidden="true">
        <path class="eye" d="M58 12v12" />
        <path class="eye" d="M162 12v12" />
        <path d="M102 30h16l-8 7ZM110 37v6m0 0q-6 8-14 3m14-3q6 8 14 3" />
        <path class="whiskers" d="M12 30l56 6M12 46l56-3M208 30l-56 6M208 46l-56-3" />
      </svg>
    </>
  );
}
