// What an agent is for, by the words of its name. Words, not letters: `docker-debugger` writes no docs, `deep-researcher` greps nothing.

/** Searching, formatting, naming: work that needs no judgement. */
const MECHANICAL = [
  ...[
    'explore',
    'explorer',
    'explorers',
    'exploring',
    'search',
    'searcher',
    'searching',
    'find',
    'finder',
    'grep',
  ],
  ...[
    'grepper',
    'format',
    'formatter',
    'formatting',
    'lint',
    'linter',
    'linting',
    'commit',
    'committer',
    'rename',
  ],
  ...['renamer', 'renaming', 'changelog', 'doc', 'docs', 'documentation', 'documenter'],
];
/** Making something that others rely on. */
const AUTHOR = [
  ...[
    'implement',
    'implementer',
    'implementor',
    'write',
    'writer',
    'writing',
    'code',
    'coder',
    'coding',
    'fix',
  ],
  ...['fixer', 'develop', 'developer', 'build', 'builder', 'refactor', 'refactorer', 'draft', 'drafter'],
];
const CHECKER = [
  ...[
    'review',
    'reviewer',
    'reviewing',
    'audit',
    'auditor',
    'verify',
    'verifier',
    'analyst',
    'critic',
    'check',
  ],
  ...['checker', 'test', 'tester', 'testing'],
];
/** What is deeper than its other words say. */
const DEEP = [
  'research',
  'researcher',
  'debug',
  'debugger',
  'debugging',
  'architect',
  'planner',
  'security',
  'deep',
];

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/);

const hasWord = (name: string, words: readonly string[]): boolean =>
  wordsOf(name).some((word) => words.includes(word));

/** The name without the plugin that it is from. */
const ownName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** Whether one of these words is in an agent's own name. */
export const hasOneOf = (name: string, words: readonly string[]): boolean => hasWord(ownName(name), words);

export const isMechanical = (name: string): boolean =>
  hasWord(ownName(name), MECHANICAL) && !hasWord(ownName(name), [...CHECKER, ...DEEP]);
export const isAuthor = (name: string): boolean => hasWord(ownName(name), AUTHOR);
export const isChecker = (name: string): boolean => hasWord(ownName(name), CHECKER);
export const isDeep = (name: string): boolean => hasWord(ownName(name), DEEP);
