/** A shape of more axes is a mistake or an attack: no runtime computes with it. */
export const MOST_AXES = 64;
