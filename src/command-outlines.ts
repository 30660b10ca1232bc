// The commands as the help lists them, in its order, so that it need not load them all. test/command-outlines.test.ts holds them to the
// commands.

/** How each is called, and what it does. */
export const OUTLINES: readonly (readonly [usage: string, description: string])[] = [
  [
    'bulk-tag [options] <input> <scheme>',
    'Tag every item of an input by a scheme, on the cheapest model that does it well.',
  ],
  [
    'bulk-map [options] <input> <recipe>',
    'Generate text or fields for every item, following a recipe, on the cheapest model that does it well.',
  ],
  [
    'init [options] [where]',
    'Find what could be tagged here, and begin: a scheme with examples, tried on 20 items.',
  ],
  ['schemes [options] [name]', 'List the schemes that can be named here, or print one.'],
  ['recipes [options] [name]', 'List the recipes that can be named here, or print one.'],
  ['review [options] <input> <scheme>', 'Decide on the items that no tier could decide, one by one.'],
  [
    'digest [options] <tagged file>',
    'Condense a tagged file to fit one prompt: counts, cross-tabs, examples, doubtful items.',
  ],
  [
    'view [options] <tagged file>',
    'Turn a tagged file into a page for the browser: counts, search, filters, corrections.',
  ],
  ['answers', 'Bring the answers of several machines together.'],
  ['runs', 'List what goes on or has stopped; see, resume or cancel it.'],
  [
    'opinion [options] [question] [paths...]',
    'Ask several models the same question independently, then show where they disagree.',
  ],
  ['plan', 'Carry out a plan step by step, each on its own tier, checked and committed.'],
  [
    'report [options]',
    'Show where tokens, money and time went by tier, agent, project and more, what was saved, and what to change.',
  ],
  ['policy', 'Show, check and explain which tier does what, and why.'],
  ['route [options] <task>', 'Say which tier and effort the policy chooses for a task, and by which rule.'],
  [
    'estimate [options] [workload]',
    'Say what a workload costs on each tier and under the policy, before anything is sent.',
  ],
  [
    'statusline [options]',
    "Print one line for Claude Code's status line, from what the client writes to stdin.",
  ],
  [
    'doctor [options]',
    'Say what is wrong with the set-up, each with its fix, and list the available models.',
  ],
  [
    'calibrate [options] <input> <task>',
    'Find out whether a cheaper tier is good enough on your items, and how sure that is.',
  ],
  ['env [options]', 'Print shell lines, or models for Continue.dev, that use the tiers of the policy.'],
  [
    'schema [command...]',
    'Print the JSON Schema of what a command prints with --json; without one, which there are.',
  ],
  [
    'completion [options] [shell...]',
    'Print the script that lets a shell complete commands, options, schemes and tiers.',
  ],
  ['in-session [command...]', 'Run a command within the bounds of what skills may do unasked.'],
];
