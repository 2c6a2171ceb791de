/** What a commit object holds. One person is both author and committer. */
export interface Commit {
  tree: string;
  parents: string[];
  author: { name: string; email: string };
  /** Whole seconds since 1970, UTC. */
  seconds: number;
  /** Title, and after an empty line the description, without the last line feed. */
  message: string;
}

/** A commit object's content, as `git commit-tree` would write it. */
export function writeCommit({ tree, parents, author, seconds, message }: Commit): Buffer {
  const person = `${clean(author.name)} <${clean(author.email)}> ${seconds} +0000`;
  const head = [`tree ${tree}`, ...parents.map((id) => `parent ${id}`), `author ${person}`, `committer ${person}`];
  return Buffer.from(`${head.join("\n")}\n\n${message}\n`);
}

/** Git leaves these out of names, for they would end the field. */
function clean(text: string): string {
  return text.replace(/[<>\n\0]/g, "");
}

/** What a commit object's content says. */
export function readCommit(content: Buffer): Commit {
  const text = content.toString("utf8");
  const split = text.indexOf("\n\n");
  const lines = text.slice(0, split).split("\n");
  const values = (key: string) =>
    lines.filter((line) => line.startsWith(`${key} `)).map((l) => l.slice(key.length + 1));
  const person = /^(.*) <(.*)> (\d+) /.exec(values("author")[0]!)!;
  return {
    tree: values("tree")[0]!,
    parents: values("parent"),
    author: { name: person[1]!, email: person[2]! },
    seconds: Number(person[3]),
    message: text.slice(split + 2).replace(/\n$/, ""),
  };
}
