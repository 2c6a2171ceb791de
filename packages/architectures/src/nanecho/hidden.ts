/** What the names of weights end in that a connection mask closes off; the open ones are zero in such a tensor. */
export const HIDDEN = ".hidden";
