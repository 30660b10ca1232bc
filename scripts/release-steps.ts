/** What a user gets: an installed plugin, or the package. A change there needs a version of its own. */
export const SHIPPED = [
  '.claude-plugin',
  'agents',
  'bin',
  'dist',
  'hooks',
  'plugins',
  'recipes',
  'schemes',
  'skills',
];

/** Returns the version after `version` for `patch`, `minor` or `major`, or a full version that is higher. Throws for anything else. */
export function nextVersion(version: string, wanted: string): string {
  const now = partsOf(version);
  const [major, minor, patch] = now;
  if (wanted === 'major') return `${major + 1}.0.0`;
  if (wanted === 'minor') return `${major}.${minor + 1}.0`;
  if (wanted === 'patch') return `${major}.${minor}.${patch + 1}`;
  if (!/^\d+\.\d+\.\d+$/.test(wanted))
    throw new Error('Expected one of: patch, minor, major, a version such as 1.2.3.');
  const next = partsOf(wanted);
  const at = next.findIndex((part, index) => part !== now[index]);
  if (at === -1 || (next[at] as number) < (now[at] as number))
    throw new Error(
      `${wanted} is not above ${version}: an update would be answered with "already at the latest".`,
    );
  return wanted;
}

/**
 * Returns the text of a CHANGELOG whose unreleased changes have become those of `version` on `date` (YYYY-MM-DD).
 * Form: https://keepachangelog.com/en/1.1.0. Throws when there is nothing to release.
 */
export function released(changelog: string, version: string, date: string, address: string): string {
  const [, body = ''] =
    /^## \[Unreleased\]\n([\s\S]*?)(?=^## \[|^\[[^\]]+\]: |$(?![\s\S]))/m.exec(changelog) ?? [];
  if (!body.trim()) throw new Error('CHANGELOG.md: nothing stands under "## [Unreleased]".');
  const before = /^\[Unreleased\]: .*\/compare\/(v[\d.]+)\.\.\.HEAD$/m.exec(changelog)?.[1];
  const link = before ? `compare/${before}...v${version}` : `releases/tag/v${version}`;
  return changelog
    .replace(/^## \[Unreleased\]\n/m, () => `## [Unreleased]\n\n## [${version}] - ${date}\n`)
    .replace(
      /^\[Unreleased\]: .*$/m,
      () =>
        `[Unreleased]: https://github.com/${address}/compare/v${version}...HEAD\n[${version}]: https://github.com/${address}/${link}`,
    );
}

/** Returns the line that says all is well. Throws when `changed` files ship under the released `version`, which no update would bring. */
export function changedSinceRelease(version: string, changed: string[]): string {
  if (!changed.length) return `Nothing that ships differs from what was released as ${version}.`;
  const named =
    changed.slice(0, 3).join(', ') + (changed.length > 3 ? ` and ${changed.length - 3} more` : '');
  throw new Error(
    `${named}: changed since ${version} was released, so users would be told "already at the latest". Raise the version: pnpm run release patch`,
  );
}

function partsOf(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}
