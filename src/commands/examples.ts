// The examples at the end of a command's help, of those that say none by themselves.

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '': [
    'tierwise bulk-tag app.log log-severity',
    'tierwise runs',
    'tierwise report --since 7d',
    'tierwise <command> --help',
  ],
  schemes: ['tierwise schemes', 'tierwise schemes log-severity > schemes/my-severity.md'],
  recipes: ['tierwise recipes', 'tierwise recipes one-line-summary > recipes/my-summary.md'],
  review: ['tierwise review tickets.csv support-intent'],
  digest: ['tierwise digest tickets.csv.tagged', 'tierwise digest tickets.csv.tagged --out tickets.md'],
  answers: ['tierwise answers merge part-1.answers part-2.answers'],
  'answers merge': ['tierwise answers merge part-1.answers part-2.answers'],
  'runs list': ['tierwise runs', 'tierwise runs list --all --json'],
  'runs show': ['tierwise runs show bulk-3f09ac'],
  'runs result': ['tierwise runs result bulk-3f09ac'],
  'runs resume': ['tierwise runs resume bulk-3f09ac', 'tierwise runs resume bulk-3f09ac --max-cost 2'],
  'runs cancel': ['tierwise runs cancel bulk-3f09ac'],
  'runs forget': ['tierwise runs forget bulk-3f09ac'],
  'plan check': ['tierwise plan check plans/fetch.md', 'tierwise plan check plans/fetch.md --dry'],
  'plan format': ['tierwise plan format', 'tierwise plan format --out plans/fetch.md'],
  'plan issue': ['tierwise plan issue 123'],
  'plan pr': ['tierwise plan pr plans/fetch.md', 'tierwise plan pr plans/fetch.md --yes'],
  'plan make': ["tierwise plan make plans/fetch.md 'Fetch prices from two sources'"],
  'plan run': [
    'tierwise plan run plans/fetch.md',
    'tierwise plan run plans/fetch.md --yes --jobs 3 --max-cost 10',
  ],
  'plan resume': ['tierwise plan resume plans/fetch.md', 'tierwise plan resume plans/fetch.md --again parse'],
  'plan status': ['tierwise plan status plans/fetch.md', 'tierwise plan status plans/fetch.md --watch'],
  'plan view': ['tierwise plan view plans/fetch.md'],
  'plan show': ['tierwise plan show plans/fetch.md parse'],
  'plan revise': [
    'tierwise plan revise plans/fetch.md parse',
    'tierwise plan revise plans/fetch.md parse --yes',
  ],
  'plan clean': ['tierwise plan clean', 'tierwise plan clean plans/fetch.md --force'],
  'plan record': ['tierwise plan record plans/fetch.md parse --passed --tier sonnet --tries 2'],
  policy: ['tierwise policy show', "tierwise policy explain 'kinds of work'"],
  'policy init': ['tierwise policy init'],
  'policy check': ['tierwise policy check'],
  'policy show': ['tierwise policy show', 'tierwise policy show --json'],
  'policy explain': ['tierwise policy explain exploring'],
  statusline: ['tierwise statusline < status.json'],
  doctor: ['tierwise doctor', 'tierwise doctor --fix'],
  'calibrate label': [
    'tierwise calibrate label tickets.csv support-intent',
    'tierwise calibrate label tickets.csv support-intent --page',
  ],
  'calibrate undo': ['tierwise calibrate undo support-intent'],
  env: ['tierwise env --aliases >> ~/.bashrc', 'tierwise env --tier haiku > .envrc'],
  completion: ['tierwise completion bash >> ~/.bashrc'],
  'in-session': ['tierwise in-session bulk-tag tickets.csv support-intent --max-cost 1'],
};

/** Returns the examples of a command, by its names (`plan check`), as the end of its help; '' when it has its own. */
export function examplesOf(command: string): string {
  const lines = EXAMPLES[command];
  if (!lines) return '';
  return `\n${lines.length > 1 ? 'Examples' : 'Example'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
