import * as v from "valibot";

/**
 * A path below a folder: segments joined by "/". None is empty, "." or "..", and none holds a backslash, a colon or a control character,
 * so that it can't leave the folder on any system.
 */
export const relativePath: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.maxLength(1024, "must have 1024 characters or fewer"),
  v.regex(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    /^(?!\.{1,2}(?:\/|$))[^/\\:\u0000-\u001f\u007f]+(?:\/(?!\.{1,2}(?:\/|$))[^/\\:\u0000-\u001f\u007f]+)*$/,
    'must be a relative path with "/" between its parts, without "..", backslash or colon',
  ),
);
