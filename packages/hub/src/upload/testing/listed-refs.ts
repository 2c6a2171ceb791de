/** How the Hub lists branches, tags and pull requests. */
export function listedRefs(refs: Map<string, string>, tags: Map<string, string>) {
  const pulls = [...refs].filter(([name]) => name.startsWith("refs/pr/"));
  return {
    branches: [...refs]
      .filter(([name]) => !name.includes("/"))
      .map(([name, oid]) => ({ name, ref: `refs/heads/${name}`, targetCommit: oid })),
    tags: [...tags].map(([name, oid]) => ({ name, ref: `refs/tags/${name}`, targetCommit: oid })),
    pullRequests: pulls.map(([ref, oid]) => ({ name: ref.slice(8), ref, targetCommit: oid })),
  };
}
