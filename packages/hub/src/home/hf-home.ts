import { join } from "node:path";

/** Variables of the environment, such as process.env. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface HomeOptions {
  env: Environment;
  /** The user's own folder, such as os.homedir(). */
  home: string;
}

/** Where Hugging Face's clients keep what is the user's: HF_HOME, else huggingface in XDG_CACHE_HOME or ~/.cache. */
export function hfHome({ env, home }: HomeOptions): string {
  return expand(env.HF_HOME, { env, home }) ?? join(env.XDG_CACHE_HOME ?? join(home, ".cache"), "huggingface");
}

/** A path with its "~" and $VARIABLES put in, as Python's clients do; undefined where there is none. */
export function expand(path: string | undefined, { env, home }: HomeOptions): string | undefined {
  return path
    ?.replace(/^~(?=[\\/]|$)/, () => home)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, braced, plain) => env[braced ?? plain] ?? all);
}
