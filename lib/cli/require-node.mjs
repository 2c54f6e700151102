/**
 * Loaded before every script of ours. npm puts the Node of the project (an optional dependency) first
 * on the PATH of its scripts; with an older one, the error would be about a file extension.
 * Plain JavaScript, because that older one has to understand it.
 */
const expectedMajor = 24;
const [major = '0'] = process.versions.node.split('.');

if (Number(major) < expectedMajor) {
  console.error(
    `Custody runs on Node ${expectedMajor}, and this is Node ${process.versions.node}. ` +
      `"npm ci" installs the right one for npm scripts, unless it is told to leave out optional packages. ` +
      `On a machine it has no package for, install Node ${expectedMajor} yourself.`,
  );
  process.exit(1);
}
