/** Returns the `owner/name` that the text of a package.json gives as its repository. */
export function addressIn(packageJson: string): string {
  const { repository } = JSON.parse(packageJson) as { repository: { url: string } };
  const [, address] = /github\.com\/([\w-]+\/[\w.-]+)\.git$/.exec(repository.url) ?? [];
  if (!address)
    throw new Error(`package.json: repository.url is ${repository.url}, and names no repository.`);
  return address;
}

/** Returns `text` with the address `old` replaced by `address` wherever it stands as a whole. */
export function withAddress(text: string, old: string, address: string): string {
  const whole = new RegExp(`(?<![\\w/-](?<!github\\.com/))${old.replace('.', '\\.')}(?![\\w-])`, 'g');
  return text.replace(whole, () => address);
}
