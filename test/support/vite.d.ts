/** What Vite makes of a pattern of files: they count as imported. */
interface ImportMeta {
  glob(pattern: string): Record<string, () => Promise<unknown>>;
}
