const TAU = 6.283185307179586;

/** Taylor series of sin on [-pi/4, pi/4]; the term after the last is below 1e-19. */
function sinSmall(angle: number): number {
  const q = angle * angle;
  const series =
    -1 / 6 +
    q *
      (1 / 120 +
        q *
          (-1 / 5040 +
            q *
              (1 / 362880 +
                q * (-1 / 39916800 + q * (1 / 6227020800 + q * (-1 / 1307674368000 + q / 355687428096000))))));
  return angle + angle * q * series;
}

/** Taylor series of cos on [-pi/4, pi/4]; the term after the last is below 1e-20. */
function cosSmall(angle: number): number {
  const q = angle * angle;
  const series =
    1 / 24 +
    q *
      (-1 / 720 +
        q *
          (1 / 40320 +
            q *
              (-1 / 3628800 +
                q * (1 / 479001600 + q * (-1 / 87178291200 + q * (1 / 20922789888000 - q / 6402373705728000))))));
  return 1 - (0.5 * q - q * q * series);
}

/** sin(2 pi turns), any finite `turns`, the same bits on every engine, within 2 ulp; see `cosTurns`. */
export function sinTurns(turns: number): number {
  return quarterWave(turns, 0);
}

/**
 * cos(2 pi turns), any finite `turns`, the same bits on every engine, within 2 ulp.
 *
 * `Math.cos` may differ between engines in the last bit; this uses only what IEEE 754 rounds correctly. Reduction to an
 * eighth of a turn is exact, because it happens in turns and not in radians.
 */
export function cosTurns(turns: number): number {
  return quarterWave(turns, 1);
}

function quarterWave(turns: number, shift: number): number {
  const quarters = Math.floor(4 * turns + 0.5);
  const angle = TAU * (turns - quarters / 4);
  const quadrant = (quarters + shift) & 3;
  const value = quadrant & 1 ? cosSmall(angle) : sinSmall(angle);
  return quadrant & 2 ? -value : value;
}
