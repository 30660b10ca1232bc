// Which file a voice means: paths come absolute, from the repository's folder, from a subfolder, with a line behind.

/** Returns the file of the change that `named` means, else the path it gives; `folders` are what may stand before a path. */
export function pathMeant(named: string, known: readonly string[], folders: readonly string[] = []): string {
  const bare = named
    .trim()
    .replace(/^[`'"]+|[`'"]+$/g, '')
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');
  const forms = [bare, bare.replace(/:L?\d[^/]*$/, '')].flatMap((path) => [
    path,
    path.replace(/^[ab]\//, ''),
    ...folders.flatMap((folder) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
  ]);
  const exact = forms.find((form) => known.includes(form));
  if (exact) return exact;
  const path = forms.at(-1) ?? bare;
  const isAbsolute = /^(?:\/|[A-Za-z]:\/)/.test(bare);
  const ends = known.filter(
    (file) => forms.some((form) => file.endsWith(`/${form}`)) || (isAbsolute && path.endsWith(`/${file}`)),
  );
  const longest = Math.max(...ends.map(({ length }) => length));
  const [only, ...more] = isAbsolute ? ends.filter(({ length }) => length === longest) : ends;
  return only && !more.length ? only : path;
}
