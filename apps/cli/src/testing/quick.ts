/** Two evaluations a picture in place of the model's own eighty. */
export const QUICK = ["--steps", "2", "--solver", "euler"];
