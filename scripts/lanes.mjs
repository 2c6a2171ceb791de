// The order in which npm test runs its checks, so that a machine of two cores always has work for both.

/** The packages whose tests take longest, by the lane they begin. */
const LONG = {
  first: ["integration", "publish", "consumer-tests"],
  second: ["cli"],
  // Behind the browsers' tests, which end first.
  third: ["architectures", "data", "train"],
};

const only = (names) => names.map((name) => `--filter=@tiny-cats/${name}`);
const without = (names) => names.map((name) => `--filter=!@tiny-cats/${name}`);
const testsOf = (names) => names.map((name) => ["test", ...only([name])]);

/** What is needed by all, and what needs nothing: linting fills the time in which one build waits for another. */
export const BUILD = ["build", "lint", "//#lint", "//#knip", "//#workflows"];

/** What needs a built package: turbo's names of it for packages that are chosen. */
export const CHECKS = ["types", "test", "package", "size"];

/**
 * Everything after the build: lanes run beside each other, each one task at a time. The longest tasks begin, short ones fill the end.
 * A package that is not named here takes part in the last run of a lane. All types are checked as one program but the site's, which is
 * written in JSX: what packages have in common is then read once.
 */
export function lanes({ browser }) {
  const { first, second, third } = LONG;
  const browsers = [
    ["test:e2e", ...only(["web"])],
    ["test:e2e", ...without(["web"])],
  ];
  return [
    [...(browser ? browsers : []), ...testsOf(third)],
    [...testsOf(first), ["//#types", "@tiny-cats/web#types", "package", "size"]],
    [...testsOf(second), ["test", ...without([...first, ...second, ...third])]],
  ];
}
