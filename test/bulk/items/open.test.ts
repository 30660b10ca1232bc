// What can be an item: files, images and commits, beside lines, rows and objects.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { serve, text } from '../../support/lines.ts';

// The smallest images there are.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const GIF = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');

const jsonLines = (content: string): Record<string, unknown>[] =>
  content
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

function git(box: Sandbox, ...args: string[]): void {
  const identity = [
    '-c',
    'user.name=Ann',
    '-c',
    'user.email=ann@example.com',
    '-c',
    'init.defaultBranch=main',
  ];
  const env = {
    ...box.env,
    GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
    GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
  };
  execFileSync('git', [...identity, ...args], { cwd: box.folder, env });
}

function tree(box: Sandbox, files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    const folder = path.split('/').slice(0, -1).join('/');
    if (folder) mkdirSync(box.file(folder), { recursive: true });
    writeFileSync(box.file(path), content);
  }
}

const failing = (item: string): string[] => [item.includes('failed') ? 'error' : 'info'];

describe('a folder', () => {
  test('gives an item a file: JSON lines with the path, in order, and the model sees path and text', async () => {
    const server = await serve({ tag: failing });
    const box = sandbox(server.url);
    tree(box, { 'docs/b.md': 'it failed\n', 'docs/a.md': 'all is well\n', 'docs/deep/c.txt': 'well' });
    const { code, stderr } = await box.run(['bulk-tag', 'docs/', 'sev.md']);
    expect(code).toBe(0);
    expect(stderr).toContain('docs/: 3 files, the item is a whole file');
    expect(jsonLines(box.read('docs.tagged'))).toEqual([
      { path: 'docs/a.md', tags: ['info'], tagged_by: 'haiku' },
      { path: 'docs/b.md', tags: ['error'], tagged_by: 'haiku' },
      { path: 'docs/deep/c.txt', tags: ['info'], tagged_by: 'haiku' },
    ]);
    expect(server.tagged).toContain('path: docs/b.md\n\nit failed\n');
  });

  test('that git keeps gives what git knows or would, not what it ignores, what is hidden in it, or what we wrote', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    git(box, 'init', '-q', 'repo');
    tree(box, {
      'repo/.gitignore': 'secret.txt\nbuild/\n',
      'repo/secret.txt': 'a',
      'repo/build/out.js': 'a',
      'repo/new.txt': 'a',
      'repo/old.tagged': 'a',
      'repo/old.review.jsonl': 'a',
    });
    symlinkSync('/etc/passwd', box.file('repo/link.txt'));
    await box.run(['bulk-tag', 'repo', 'sev.md']);
    expect(jsonLines(box.read('repo.tagged')).map(({ path }) => path)).toEqual([
      'repo/.gitignore',
      'repo/new.txt',
    ]);
  });

  test('without git gives all but hidden files and packages', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    tree(box, { 'd/a.txt': 'a', 'd/.env': 'a', 'd/node_modules/x/index.js': 'a' });
    await box.run(['bulk-tag', 'd', 'sev.md']);
    expect(jsonLines(box.read('d.tagged')).map(({ path }) => path)).toEqual(['d/a.txt']);
  });

  test('the second time costs what has changed in it', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    tree(box, { 'd/a.txt': 'one', 'd/b.txt': 'two' });
    await box.run(['bulk-tag', 'd', 'sev.md']);
    tree(box, { 'd/b.txt': 'three' });
    await box.run(['bulk-tag', 'd', 'sev.md']);
    expect(server.tagged).toEqual(['path: d/a.txt\n\none', 'path: d/b.txt\n\ntwo', 'path: d/b.txt\n\nthree']);
  });

  test('files that cannot be asked about are there, in review, with the reason', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    tree(box, {
      'd/a.txt': 'fine',
      'd/b.bin': Buffer.from([1, 0, 2]),
      'd/c.txt': ' \n',
      'd/d.txt': 'x'.repeat(2_000_000),
    });
    const { code } = await box.run(['bulk-tag', 'd', 'sev.md']);
    expect(code).toBe(1);
    expect(jsonLines(box.read('d.tagged')).map(({ tagged_by }) => tagged_by)).toEqual([
      'haiku',
      'review',
      'review',
      'review',
    ]);
    expect(jsonLines(box.read('d.review.jsonl'))).toMatchObject([
      { item: 'd/b.bin', reason: 'it is a binary file' },
      { item: 'd/c.txt', reason: 'the file is empty' },
      {
        item: 'd/d.txt',
        reason: 'the file is too long to ask about whole: --head 20000 takes its beginning',
      },
    ]);
  });

  test('--head takes the beginning of each file', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    tree(box, { 'd/a.txt': 'äöü and more', 'd/b.txt': 'x'.repeat(2_000_000) });
    const { code, stderr } = await box.run(['bulk-tag', 'd', 'sev.md', '--head', '3']);
    expect(code).toBe(0);
    expect(stderr).toContain('the item is the first 3 characters of a file');
    expect(server.tagged).toEqual(['path: d/a.txt\n\näöü', 'path: d/b.txt\n\nxxx']);
  });

  test('a file that changes while the run goes on keeps the result from being written', async () => {
    const box = sandbox();
    const server = await serve({
      react: () => {
        tree(box, { 'd/a.txt': 'changed' });
        return undefined;
      },
    });
    tree(box, { 'd/a.txt': 'one' });
    Object.assign(box.env, {
      ANTHROPIC_BASE_URL: server.url,
      ANTHROPIC_API_KEY: 'test-not-a-real-key',
    });
    const { code, stderr } = await box.run(['bulk-tag', 'd', 'sev.md']);
    expect(code).toBe(1);
    expect(stderr).toContain('d changed while');
  });

  test('a file that no tier could settle is decided about by its path, and a correction names it by its path', async () => {
    const server = await serve({ tag: () => ['no such tag'] });
    const box = sandbox(server.url);
    tree(box, { 'd/a.txt': 'one', 'd/b.png': PNG });
    expect((await box.run(['bulk-tag', 'd', 'sev.md'])).code).toBe(1);
    expect(jsonLines(box.read('d.review.jsonl')).map(({ item }) => item)).toEqual(['d/a.txt', 'd/b.png']);
    await box.run(['review', 'd', 'sev.md'], { input: 'error\ninfo\n' });
    const tags = () => jsonLines(box.read('d.tagged')).map((line) => [line.path, line.tags]);
    expect(tags()).toEqual([
      ['d/a.txt', ['error']],
      ['d/b.png', ['info']],
    ]);
    expect((await box.run(['view', 'd.tagged'])).code).toBe(0);
    box.write('c.jsonl', '{"index":1,"item":"d/b.png","tags":["error"]}\n');
    expect((await box.run(['review', 'd', 'sev.md', '--corrections', 'c.jsonl'])).stdout).toContain(
      '1 corrected.',
    );
    expect(tags()[1]).toEqual(['d/b.png', ['error']]);
  });

  test('a line of text for each file names its path', async () => {
    const server = await serve({ tag: failing });
    const box = sandbox(server.url);
    tree(box, { 'd/a.txt': 'failed\nbadly' });
    await box.run(['bulk-tag', 'd', 'sev.md', '--format', 'text', '--out', 'out']);
    expect(box.read('out')).toBe('error\td/a.txt\n');
    await box.run(['bulk-tag', 'd', 'sev.md', '--format', 'csv', '--out', 'out']);
    expect(box.read('out')).toBe('path,tags,tagged_by\nd/a.txt,error,haiku\n');
  });
});

describe('names that are not UTF-8', () => {
  const bytes = (box: Sandbox, name: string): Buffer =>
    Buffer.concat([Buffer.from(`${box.folder}/`), Buffer.from(name, 'latin1')]);

  function arrange(): Sandbox {
    const box = sandbox();
    box.write('kind.md', '---\ntags:\n  info: { match: ["fine"] }\n---\n');
    mkdirSync(bytes(box, 'd'));
    mkdirSync(bytes(box, 'd/b\xe4'));
    for (const name of ['caf\xe9.txt', 'caf\xe8.txt', 'caf\xc3\xa9.txt', 'b\xe4/x.txt'])
      writeFileSync(bytes(box, `d/${name}`), 'fine');
    return box;
  }
  const EXPECTED = ['d/b\\xE4/x.txt', 'd/café.txt', 'd/caf\\xE8.txt', 'd/caf\\xE9.txt'];

  test.each(['a folder', 'a repository', 'a pattern'])('are items of %s', async (what) => {
    const box = arrange();
    if (what === 'a repository') git(box, 'init', '-q', 'd');
    const input = what === 'a pattern' ? 'd/**/*.txt' : 'd';
    const { code, stderr } = await box.run(['bulk-tag', input, './kind.md', '--out', 'out']);
    expect(code, stderr).toBe(0);
    expect(jsonLines(box.read('out')).map(({ path, tagged_by }) => [path, tagged_by])).toEqual(
      EXPECTED.map((path) => [path, 'rules']),
    );
  });

  test('are matched by patterns in characters, where they are text', async () => {
    const box = arrange();
    await box.run(['bulk-tag', 'd/caf?.t[xä]t', './kind.md', '--out', 'out']);
    expect(jsonLines(box.read('out')).map(({ path }) => path)).toEqual(EXPECTED.slice(1));
  });

  test('are those of images, too', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    mkdirSync(bytes(box, 'd'));
    writeFileSync(bytes(box, 'd/caf\xe9.png'), PNG);
    expect((await box.run(['bulk-tag', 'd', 'sev.md'])).code).toBe(0);
    expect(JSON.stringify(server.requests[0]?.body)).toContain(PNG.toString('base64'));
  });
});

test('a pattern gives the files it matches', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  tree(box, { 'src/a.ts': 'a', 'src/b/c.ts': 'a', 'src/b/c.js': 'a', 'src/node_modules/d.ts': 'a' });
  const { stderr } = await box.run(['bulk-tag', 'src/**/*.ts', 'sev.md']);
  expect(stderr).toContain('src/**/*.ts: 2 files');
  expect(jsonLines(box.read('files.tagged')).map(({ path }) => path)).toEqual(['src/a.ts', 'src/b/c.ts']);
});

test('a recipe makes a summary of each file', async () => {
  const server = await serve({ map: (item) => `about ${item.split('\n').at(-1)}` });
  const box = sandbox(server.url);
  tree(box, { 'd/a.txt': 'apples', 'd/b.txt': 'pears' });
  await box.run(['bulk-map', 'd', 'one-line-summary']);
  expect(jsonLines(box.read('d.mapped'))).toEqual([
    { path: 'd/a.txt', summary: 'about apples', mapped_by: 'haiku' },
    { path: 'd/b.txt', summary: 'about pears', mapped_by: 'haiku' },
  ]);
});

describe('images', () => {
  test('go to the model as images, each after the line that has its id', async () => {
    const server = await serve({ tag: failing });
    const box = sandbox(server.url);
    tree(box, { 'd/a.png': PNG, 'd/b.txt': 'text between', 'd/c.gif': GIF });
    const { code, stderr } = await box.run(['bulk-tag', 'd', 'sev.md']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('3 files, 2 of them images');
    const content = server.requests[0]?.body.messages[0].content;
    const image = (media_type: string, bytes: Buffer) => ({
      type: 'image',
      source: { type: 'base64', media_type, data: bytes.toString('base64') },
    });
    expect(content).toEqual([
      {
        type: 'text',
        text: expect.stringMatching(
          /^\{"id":\d+,"item":"path: d\/a\.png","image":"the one after this line"\}$/,
        ),
      },
      image('image/png', PNG),
      { type: 'text', text: expect.stringMatching(/text between[\s\S]*d\/c\.gif/) },
      image('image/gif', GIF),
    ]);
    expect(jsonLines(box.read('d.tagged')).map(({ tagged_by }) => tagged_by)).toEqual([
      'haiku',
      'haiku',
      'haiku',
    ]);
  });

  test('are asked again when their bytes change, whatever the masks', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    tree(box, { 'd/1.png': PNG, 'd/2.png': Buffer.concat([PNG, PNG]) });
    await box.run(['bulk-tag', 'd', 'sev.md']); // sev.md masks numbers
    expect(server.tagged).toHaveLength(2);
    tree(box, { 'd/1.png': Buffer.concat([PNG, GIF]) });
    await box.run(['bulk-tag', 'd', 'sev.md']);
    expect(server.tagged).toHaveLength(3);
  });

  test('count in the estimate and toward the ceiling', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    tree(box, { 'a.png': PNG });
    const dry = JSON.parse((await box.run(['bulk-tag', 'a.png', 'sev.md', '--dry-run', '--json'])).stdout);
    expect(dry.tokens.input).toBeGreaterThan(1600);
    // 5,000 tokens for the image at its worst are $0.0005 of input alone.
    expect((await box.run(['bulk-tag', 'a.png', 'sev.md', '--max-cost', '0.0006'])).code).toBe(3);
    expect((await box.run(['bulk-tag', 'a.png', 'sev.md', '--max-cost', '0.01'])).code).toBe(0);
  });

  test('are left for a person where the model is not known to take them, or they are too large', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    tree(box, { 'd/a.png': PNG, 'd/b.jpg': Buffer.alloc(5 * 1024 * 1024 + 1, 1) });
    tree(box, {
      'home/tierwise/tierwise.md':
        '---\ntiers: { haiku: { model: other } }\nmodels: { other: { input: 1, output: 1 } }\n---\n',
    });
    await box.run(['bulk-tag', 'd', 'sev.md']);
    expect(jsonLines(box.read('d.review.jsonl'))).toMatchObject([
      { item: 'd/a.png', reason: 'it is an image, and other is not known to take images' },
      { item: 'd/b.jpg', reason: 'the image is larger than the 5 MB a model takes' },
    ]);
    expect(server.requests).toEqual([]);
  });
});

describe('commits', () => {
  const history = (box: Sandbox): void => {
    git(box, 'init', '-q');
    tree(box, { 'a.txt': 'one\n' });
    git(box, 'add', 'a.txt');
    git(box, 'commit', '-qm', 'add a\n\nIt was "needed":\tnow.');
    git(box, 'tag', 'v1');
    tree(box, { 'a.txt': 'one\ntwo\n', 'dir/ö.txt': 'x\n' });
    git(box, 'add', '.');
    git(box, 'commit', '-qm', 'repair what failed');
  };

  test('of a range are items: message and what changed', async () => {
    const server = await serve({ tag: failing });
    const box = sandbox(server.url);
    history(box);
    const { code, stderr } = await box.run(['bulk-tag', 'git:v1..HEAD', 'sev.md']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('git:v1..HEAD: jsonl, the item is columns "message", "changes"');
    expect(jsonLines(box.read('git-log-v1..HEAD.tagged'))).toEqual([
      {
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        author: 'Ann',
        date: expect.stringMatching(/^2026-01-02T03:04:05/),
        message: 'repair what failed',
        changes: expect.stringMatching(/a\.txt +\| 1 \+[\s\S]*dir\/ö\.txt +\| 1 \+[\s\S]*insertions/),
        tags: ['error'],
        tagged_by: 'haiku',
      },
    ]);
    expect(server.tagged[0]).toMatch(/^message: repair what failed\nchanges: a\.txt/);
  });

  test('of a time back from now are those that are younger', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    history(box);
    tree(box, { 'a.txt': 'three\n' });
    const now = new Date().toISOString();
    git(box, 'add', '.');
    const env = { ...process.env, GIT_COMMITTER_DATE: now, GIT_AUTHOR_DATE: now };
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'now'], {
      cwd: box.folder,
      env,
    });
    await box.run(['bulk-tag', 'git:2w', 'sev.md', '--column', 'message', '--out', 'out']);
    expect(jsonLines(box.read('out')).map(({ message }) => message)).toEqual(['now']);
  });

  test('are shown to the model without what puts their changes into columns, and known by the whole text', async () => {
    const server = await serve({ tag: failing });
    const box = sandbox(server.url);
    history(box);
    tree(box, { 'a.txt': '1\n'.repeat(60), 'dir/ö.txt': `${'y\n'.repeat(9)}`, 'b.bin': '\0\x01' });
    git(box, 'add', '.');
    git(box, 'commit', '-qm', 'rewrite\n\na.txt | 7 +++++++');
    const args = ['bulk-tag', 'git:HEAD~1..HEAD', 'sev.md'];
    expect((await box.run(args)).code).toBe(0);
    const shown = server.tagged[0]?.split('\n') ?? [];
    expect(shown).toContain('a.txt | 7 +++++++'); // a message is left as it is
    expect(shown).toContain('changes: a.txt | 62 +++++'.replace('+++++', '++++-'));
    expect(shown.find((line) => line.startsWith('dir/ö.txt'))).toMatch(/^dir\/ö\.txt \| 10 \+{4}-$/);
    expect(shown.join()).toContain('b.bin');
    const [{ changes }] = jsonLines(box.read('git-log-HEAD-1..HEAD.tagged')) as [{ changes: string }];
    expect(changes).toMatch(/a\.txt +\| +62 \+{20,}-/);
    await box.run(args);
    expect(server.requests).toHaveLength(1); // the answer is found by the text
  });

  test('all of them, newest first, or only their messages', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    history(box);
    await box.run(['bulk-tag', 'git:', 'sev.md', '--column', 'message', '--out', 'out']);
    expect(jsonLines(box.read('out')).map(({ message }) => message)).toEqual([
      'repair what failed',
      'add a\n\nIt was "needed":\tnow.',
    ]);
    expect(server.tagged).toEqual(['repair what failed', 'add a\n\nIt was "needed":\tnow.']);
  });

  test('hide and invent no other, whatever signs their messages, names and paths hold', async () => {
    const server = await serve();
    const box = sandbox(server.url);
    git(box, 'init', '-q');
    const id = 'f'.repeat(40);
    const messages = [
      'one\x1e',
      `two\x1e${id}\x1fMallory\x1f2026-01-01T00:00:00Z\x1fan invented commit\x1f`,
      `three\n\n${id}\nMallory`,
      'four\x1f\x00',
      '',
    ];
    for (const [index, message] of messages.entries()) {
      tree(box, { [`a\n\x1e${id}.txt`]: `${index}` });
      git(box, 'add', '-A');
      const given = message.replace('\0', '');
      git(box, 'commit', '-q', '--allow-empty-message', `--author=A\x1eB <a@b>`, '-m', given);
    }
    const { code, stderr } = await box.run(['bulk-tag', 'git:', 'sev.md', '--out', 'out']);
    expect(code, stderr).toBe(0);
    const commits = jsonLines(box.read('out'));
    expect(commits.map(({ message }) => String(message).split(/[^a-z]/)[0])).toEqual([
      '',
      'four',
      'three',
      'two',
      'one',
    ]);
    expect(commits.map(({ commit }) => commit)).not.toContain(id);
  });

  test('of a range with only empty messages go to review, and are not called a missing column', async () => {
    const box = sandbox((await serve()).url);
    git(box, 'init', '-q');
    for (const _ of [1, 2]) git(box, 'commit', '-q', '--allow-empty', '--allow-empty-message', '-m', '');
    for (const columns of [[], ['--column', 'message']]) {
      const { code, stderr } = await box.run(['bulk-tag', 'git:', 'sev.md', '--out', 'out', ...columns]);
      expect(code, stderr).toBe(1);
      expect(jsonLines(box.read('out')).map(({ tagged_by }) => tagged_by)).toEqual(['review', 'review']);
    }
  });

  test('of the conventional kind are decided by the shipped rules, without a model', async () => {
    const box = sandbox();
    git(box, 'init', '-q');
    for (const message of ['fix(core): it', 'v1.2.3', 'docs: say\n\nfeat: no']) {
      tree(box, { a: message });
      git(box, 'add', '-A');
      git(box, 'commit', '-qm', message);
    }
    const { code, stderr } = await box.run(['bulk-tag', 'git:', 'commit-type', '--out', 'out']);
    expect(code, stderr).toBe(0);
    expect(jsonLines(box.read('out')).map(({ tags }) => tags)).toEqual([['docs'], ['chore'], ['fix']]);
  });

  test("of a range that git does not know are none, in git's words", async () => {
    const box = sandbox();
    history(box);
    for (const [range, words] of [
      ['nope..HEAD', "git:nope..HEAD: git log failed: bad revision 'nope..HEAD'"],
      ['nope..HEAD', 'Expected commits such as git:main..HEAD or git:HEAD~20..HEAD, or how far back: git:2w'],
      ['HEAD..HEAD', 'git:HEAD..HEAD names no commits'],
      ['2w', 'git:2w names no commits'], // they are older
      ['--output=x', 'git:--output=x: git log failed: '],
    ]) {
      const { code, stderr } = await box.run(['bulk-tag', `git:${range}`, 'sev.md']);
      expect(stderr).toContain(words);
      expect(code).toBe(2);
    }
    rmSync(box.file('.git'), { recursive: true });
    const { stderr } = await box.run(['bulk-tag', 'git:HEAD', 'sev.md']);
    expect(stderr).toContain('git log failed: not a git repository');
  });
});

describe('what makes no sense is said in one line', () => {
  const cases: [string, string[], string][] = [
    ['an empty folder', ['empty', 'sev.md'], 'empty contains no files: there is nothing to do.'],
    [
      'a pattern without a match',
      ['*.nope', 'sev.md'],
      '*.nope matches no files here: there is nothing to do.',
    ],
    [
      '--column of files',
      ['d', 'sev.md', '--column', 'a'],
      '--column is for files of rows or objects, and d is not.',
    ],
    [
      '--head of rows',
      ['a.csv', 'sev.md', '--head', '9'],
      '--head is for files that are one item each, and a.csv is not.',
    ],
    ['a pattern without quotes', ['d/a.txt', 'a.csv', 'sev.md'], 'Put a pattern in quotes'],
    ['--head of nothing', ['d', 'sev.md', '--head', '0'], 'Expected a whole number above 0.'],
  ];
  test.each(cases)('%s', async (_, args, message) => {
    const box = sandbox();
    mkdirSync(box.file('empty'));
    tree(box, { 'd/a.txt': 'a', 'a.csv': text(['a', 'b']) });
    const { code, stderr } = await box.run(['bulk-tag', ...args]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
