import ignore from "ignore";

export interface Patterns {
  /** Patterns as in .gitignore of the files that are meant; all of them unless told. */
  include?: string | readonly string[];
  /** Patterns as in .gitignore of files that are left out; "!" before one takes files back in. */
  exclude?: string | readonly string[];
}

/** Tells whether a path ("/" between its parts, none at the front) is meant. */
export interface Matcher {
  (path: string): boolean;
  /** Whether anything inside a folder can be meant. */
  enters(folder: string): boolean;
}

/** Makes a matcher of patterns in the syntax of gitignore(5); upper and lower case differ. */
export function matcher({ include, exclude }: Patterns): Matcher {
  const included = include === undefined ? undefined : rules(include);
  const excluded = rules(exclude ?? []);
  return Object.assign((path: string) => (!included || included.ignores(path)) && !excluded.ignores(path), {
    enters: (folder: string) => !excluded.ignores(`${folder}/`),
  });
}

/** The pattern that means a path of a repository, and what is below it, alone, whatever signs it holds. */
export function exactPattern(path: string): string {
  return `/${path.replace(/[\\*?[\]!#]/g, "\\$&").replace(/ +$/, (spaces) => "\\ ".repeat(spaces.length))}`;
}

function rules(patterns: string | readonly string[]) {
  return ignore({ ignorecase: false }).add(typeof patterns === "string" ? [patterns] : patterns);
}
