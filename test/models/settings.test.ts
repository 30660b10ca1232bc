// What a repository may decide about the user's money: less, and nothing else, unless the user trusts that folder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Catalog, loadCatalog, loadCatalogLeniently } from '../../src/models/catalog.ts';

interface Place {
  folder: string;
  home: string;
  project: string;
  /** Writes the user's own settings. */
  own(header: string): void;
  /** Writes a folder's settings, the project's when none is named. */
  settings(header: string, project?: string): void;
  load(project?: string, env?: NodeJS.ProcessEnv): Catalog;
}

function place(): Place {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tierwise-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [home, project] = [join(folder, 'home'), join(folder, 'project')] as const;
  mkdirSync(home);
  mkdirSync(project);
  return {
    folder,
    home,
    project,
    own: (header) => writeFileSync(join(home, 'tierwise.md'), `---\n${header}\n---\n`),
    settings(header, at = project) {
      mkdirSync(join(at, '.claude'), { recursive: true });
      writeFileSync(join(at, '.claude', 'tierwise.md'), `---\n${header}\n---\n`);
    },
    load: (at = project, env = {}) => loadCatalog(home, at, env),
  };
}

const FREE = 'models: { claude-haiku-5-5: { input: 0, output: 0 } }';

describe('a repository that is not trusted', () => {
  test('sets no prices, so --max-cost holds; one line says so, and how to trust it', () => {
    const { home, project, settings, load } = place();
    settings(FREE);
    const { model, notes } = load();
    expect(model('claude-haiku-5-5')?.prices[0]).toMatchObject({ input: 0.1, output: 0.5 });
    expect(notes).toEqual([
      `${join(project, '.claude', 'tierwise.md')}: ignored models. A repository may lower a tier's model, effort and concurrency, nothing else. If you trust it, add "trust: [${project}]" to ${join(home, 'tierwise.md')}.`,
    ]);
  });

  test('describes no model either, known or not', () => {
    const { settings, load } = place();
    settings('models: { theirs: { input: 0.01, output: 0.01, maxOutputTokens: 9 } }');
    expect(load().model('theirs')).toBeUndefined();
  });

  test.each<[string, string, 'haiku' | 'sonnet' | 'opus' | 'fable', object]>([
    ['a model that costs less', 'opus: { model: claude-sonnet-5-5 }', 'opus', { model: 'claude-sonnet-5-5' }],
    ['a model that costs the same', 'haiku: { model: claude-haiku-5-5-20261001 }', 'haiku', { model: 'claude-haiku-5-5-20261001' }],
    ['less effort', 'opus: { effort: low }', 'opus', { effort: 'low' }],
    ['the same effort', 'opus: { effort: medium }', 'opus', { effort: 'medium' }],
    ['fewer requests at once', 'haiku: { concurrency: 2 }', 'haiku', { concurrency: 2 }],
    ['as many requests at once', 'haiku: { concurrency: 16 }', 'haiku', { concurrency: 16 }],
    ['all three', 'fable: { model: claude-opus-5-5, effort: low, concurrency: 1 }', 'fable', { model: 'claude-opus-5-5', effort: 'low', concurrency: 1 }],
  ])('may choose %s', (_, header, tier, expected) => {
    const { settings, load } = place();
    settings(`tiers: { ${header} }`);
    const { tiers, notes } = load();
    expect(tiers[tier]).toMatchObject(expected);
    expect(notes).toEqual([]);
  }); // biome-ignore format: one case per line

  test.each<[string, string, string]>([
    ['a more expensive model', 'haiku: { model: claude-haiku-4-5 }', 'tiers.haiku.model (not known to cost no more)'],
    // $2 and $10 in and out like Sonnet 5.5, but $0.20 instead of $0.10 from the cache.
    ['a model with one rate that is higher', 'sonnet: { model: claude-sonnet-5 }', 'tiers.sonnet.model (not known to cost no more)'],
    ['an unknown model', 'opus: { model: my-gateway-opus }', 'tiers.opus.model (not known to cost no more)'],
    ['more effort', 'haiku: { effort: medium }', 'tiers.haiku.effort (above low)'],
    ['more requests at once', 'opus: { concurrency: 5 }', 'tiers.opus.concurrency (above 4)'],
  ])('may not choose %s', (_, header, ignored) => {
    const { settings, load } = place();
    const before = load().tiers;
    settings(`tiers: { ${header} }`);
    const { tiers, notes } = load();
    expect(tiers).toEqual(before);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`: ignored ${ignored}. A repository may`);
  }); // biome-ignore format: one case per line

  test('is held to what the user chose, not to what ships', () => {
    const { own, settings, load } = place();
    own('tiers: { opus: { model: claude-haiku-5-5, effort: low, concurrency: 2 } }');
    settings('tiers: { opus: { model: claude-sonnet-5-5, effort: medium, concurrency: 4 } }');
    const { tiers, notes } = load();
    expect(tiers.opus).toEqual({ model: 'claude-haiku-5-5', effort: 'low', concurrency: 2 });
    expect(notes[0]).toContain('tiers.opus.model');
    expect(notes[0]).toContain('tiers.opus.effort (above low)');
    expect(notes[0]).toContain('tiers.opus.concurrency (above 2)');
  });

  test('is held to the prices the user gave, and to the model that the environment names', () => {
    const { own, settings, load } = place();
    own('models: { claude-sonnet-5-5: { input: 9, output: 90 } }');
    settings('tiers: { opus: { model: claude-sonnet-5-5 } }');
    expect(load().tiers.opus.model).toBe('claude-opus-5-5');
    settings('tiers: { opus: { model: claude-opus-5-5 } }');
    const env = { ANTHROPIC_DEFAULT_OPUS_MODEL: 'claude-haiku-5-5' };
    expect(load(undefined, env).tiers.opus.model).toBe('claude-haiku-5-5');
  });

  test('may not replace a model without a known price: nothing is known to cost less', () => {
    const { own, settings, load } = place();
    own('tiers: { haiku: { model: my-free-model } }');
    settings('tiers: { haiku: { model: claude-haiku-5-5 } }');
    expect(load().tiers.haiku.model).toBe('my-free-model');
  });

  test('a price with a step is compared below and above it', () => {
    const { own, settings, load } = place();
    // Cheaper than Haiku 5.5 above 100,000 tokens ($0.50), not below ($0.10).
    own('models: { flat: { input: 0.3, output: 0.4 }, flatter: { input: 0.1, output: 0.5 } }');
    settings('tiers: { haiku: { model: flat } }');
    expect(load().tiers.haiku.model).toBe('claude-haiku-5-5');
    settings('tiers: { haiku: { model: flatter } }');
    expect(load().tiers.haiku.model).toBe('flatter');
    // And the other way round: Haiku 5.5 has the step, at which it costs more.
    own('tiers: { haiku: { model: flatter } }\nmodels: { flatter: { input: 0.1, output: 0.5 } }');
    settings('tiers: { haiku: { model: claude-haiku-5-5 } }');
    expect(load().tiers.haiku.model).toBe('flatter');
  });

  test('what is allowed counts although something beside it is ignored', () => {
    const { settings, load } = place();
    settings(`tiers: { opus: { model: claude-sonnet-5-5, effort: max } }\n${FREE}`);
    const { tiers, notes } = load();
    expect(tiers.opus).toEqual({ model: 'claude-sonnet-5-5', effort: 'medium', concurrency: 4 });
    expect(notes[0]).toContain(': ignored tiers.opus.effort (above medium), models. A repository');
  });

  test('cannot trust itself', () => {
    const { project, settings, load } = place();
    settings(`trust: [${project}]\n${FREE}`);
    const { model, notes } = load();
    expect(model('claude-haiku-5-5')?.prices[0]).toMatchObject({ input: 0.1 });
    expect(notes[0]).toContain(': ignored models, trust. A repository');
  });

  test.each([
    ['mistyped', 'tiers: { haiku: { modle: x } }', 'unknown key "modle"'],
    ['not YAML', 'tiers: {', 'the header is not valid YAML'],
    ['of a newer version', 'v: 2', 'v: expected 1'],
    ['a bomb of aliases', `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replaceAll(/./g, (one) => `${one}: &${one} [${`*${String.fromCharCode(one.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`, 'alias'],
  ])('settings that are %s are passed over and named', (_, header, problem) => {
    const { settings, load } = place();
    settings(header);
    const { tiers, notes } = load();
    expect(tiers.haiku.model).toBe('claude-haiku-5-5');
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/tierwise\.md.*These settings are ignored\.$/);
    expect(notes[0]).toContain(problem);
  }); // biome-ignore format: one case per line

  test('a pipe, a folder or a giant in the place of the settings is not read', () => {
    const { project, load } = place();
    const file = join(project, '.claude', 'tierwise.md');
    mkdirSync(file, { recursive: true });
    expect(load().notes[0]).toContain('it is not a file. These settings are ignored.');
    rmSync(file, { recursive: true });
    expect(spawnSync('mkfifo', [file]).status).toBe(0);
    expect(load().notes[0]).toContain('it is not a file. These settings are ignored.');
    rmSync(file);
    writeFileSync(file, `---\n${'#'.repeat(300_000)}\n---\n`);
    expect(load().notes[0]).toContain('larger than 262144 bytes. These settings are ignored.');
  });

  test('puts nothing into our line that moves the cursor, and no more than a line', () => {
    const { settings, load } = place();
    settings(`tiers: { haiku: { "mod\\e[2Kle\\n${'x'.repeat(5000)}": x } }`);
    const [note = ''] = load().notes;
    expect(note).not.toMatch(/\p{Cc}/u);
    expect(note.length).toBeLessThan(600);
  });
});

describe('a folder that the user trusts', () => {
  test('decides all: prices, models, effort, concurrency', () => {
    const { project, own, settings, load } = place();
    own(`trust: [/elsewhere, ${project}]`);
    settings(`${FREE}\ntiers: { haiku: { model: theirs, effort: max, concurrency: 99 } }`);
    const { tiers, model, notes } = load();
    expect(tiers.haiku).toEqual({ model: 'theirs', effort: 'max', concurrency: 99 });
    expect(model('claude-haiku-5-5')?.prices[0]).toMatchObject({ input: 0 });
    expect(notes).toEqual([]);
  });

  test('a mistake in its settings is refused, as in the user’s own', () => {
    const { project, own, settings, load } = place();
    own(`trust: [${project}]`);
    settings('tiers: { haiku: { modle: x } }');
    expect(() => load()).toThrow('tiers.haiku: unknown key "modle"');
  });

  const inputPrice = ({ model }: Catalog) => model('claude-haiku-5-5')?.prices[0]?.input;

  test('is that folder by its real path, however it is written', () => {
    const { folder, project, own, settings, load } = place();
    settings(FREE);
    symlinkSync(project, join(folder, 'link'));
    for (const trusted of [join(folder, 'link'), `${project}/`, `${folder}/home/../project`]) {
      own(`trust: ["${trusted}"]`);
      expect(inputPrice(load()), trusted).toBe(0);
      expect(inputPrice(load(join(folder, 'link'))), trusted).toBe(0);
    }
  });

  test('a link that stands where a trusted folder seems to be is not that folder', () => {
    const { folder, project, own, settings, load } = place();
    const evil = join(folder, 'evil');
    mkdirSync(evil);
    settings(FREE, evil);
    own(`trust: [${project}]`);
    symlinkSync(evil, join(project, 'inside'));
    expect(inputPrice(load(join(project, 'inside')))).toBe(0.1);
    expect(inputPrice(load(`${project}/../evil`))).toBe(0.1);
    expect(inputPrice(load(`${project}/inside/../evil`))).toBe(0.1);
  });

  test('is not what lies inside it, beside it or above it', () => {
    const { folder, project, own, settings, load } = place();
    const inside = join(project, 'vendor', 'cloned');
    const beside = `${project}-2`;
    for (const one of [inside, beside]) {
      mkdirSync(one, { recursive: true });
      settings(FREE, one);
    }
    settings(FREE, folder);
    own(`trust: [${project}]`);
    for (const one of [inside, beside, folder]) expect(inputPrice(load(one)), one).toBe(0.1);
  });

  test('may be written from the home folder, and not relative to wherever one stands', () => {
    const { folder, project, home, own, settings } = place();
    settings(FREE);
    own('trust: [~/project]');
    expect(inputPrice(loadCatalog(home, project, { HOME: folder }))).toBe(0);
    own('trust: [project]');
    expect(() => loadCatalog(home, project, {})).toThrow(
      'trust.0: expected an absolute path or one that begins with ~/',
    );
  });

  test('that does not exist is trusted in vain', () => {
    const { folder, own, load } = place();
    own(`trust: [${join(folder, 'gone')}]`);
    expect(load(join(folder, 'gone')).notes).toEqual([]);
  });
});

describe('settings of the user’s own', () => {
  test('that cannot be read stop a command that may spend', () => {
    const { home, own, load } = place();
    own('v: 2');
    expect(() => load()).toThrow(`${join(home, 'tierwise.md')}: v: expected 1`);
    rmSync(join(home, 'tierwise.md'));
    mkdirSync(join(home, 'tierwise.md'));
    expect(() => load()).toThrow('cannot read the settings: it is a folder.');
  });

  test('that cannot be read are named and passed over by one that spends nothing', () => {
    const { home, project, own, settings } = place();
    own(`trust: [${project}]\ntiers: { haiku: { modle: x } }`);
    settings(FREE);
    const { tiers, notes, model } = loadCatalogLeniently(home, project, {});
    expect(tiers.haiku.model).toBe('claude-haiku-5-5');
    expect(notes[0]).toBe(
      `${join(home, 'tierwise.md')}: tiers.haiku: unknown key "modle". Remove it or correct its spelling. These settings are ignored.`,
    );
    // Nobody is trusted then.
    expect(model('claude-haiku-5-5')?.prices[0]?.input).toBe(0.1);
    expect(notes).toHaveLength(2);
  });

  test('that are the project’s file as well count as the user’s', () => {
    const { project, settings } = place();
    settings(FREE);
    const { model, notes } = loadCatalog(join(project, '.claude'), project, {});
    expect(model('claude-haiku-5-5')?.prices[0]?.input).toBe(0);
    expect(notes).toEqual([]);
  });

  test('that are of a newer version say that a newer tierwise is needed', () => {
    const { own, load } = place();
    own('v: 2');
    expect(() => load()).toThrow('v: expected 1; a newer version needs a newer tierwise.');
    own('v: 1');
    expect(load().notes).toEqual([]);
  });

  test.each(['disabled', 'between_tools', 'omit', 'never'])(
    'say how a model is asked for no thinking: %s',
    (off) => {
      const { own, load } = place();
      own(`models: { mine: { input: 1, output: 2, thinkingOff: ${off} } }`);
      expect(load().model('mine')).toMatchObject({ thinkingOff: off, maxOutputTokens: 8192 });
      own('models: { mine: { input: 1, output: 2, thinkingOff: sometimes } }');
      expect(() => load()).toThrow('models.mine.thinkingOff');
    },
  );

  test('of a model that ships keep what they do not name', () => {
    const { own, load } = place();
    own('models: { claude-opus-5-5: { input: 1, output: 2 } }');
    expect(load().model('claude-opus-5-5')).toMatchObject({ maxOutputTokens: 128_000, thinkingOff: 'never' });
  });

  test('in a place that is a file are missing, not broken', () => {
    const { home, project, load } = place();
    rmSync(home, { recursive: true });
    writeFileSync(home, '');
    expect(load().notes).toEqual([]);
    rmSync(home);
    expect(load(project).notes).toEqual([]);
  });

  test.each(['a/b', './a', 'x/~/a', 'C', '1:/a', 'Ca'])('trust no folder by a path such as %s', (path) => {
    const { own, load } = place();
    own(`trust: ["${path}"]`);
    expect(() => load()).toThrow('trust.0: expected an absolute path or one that begins with ~/');
  });

  test.each(['C:/a', 'C:\\\\a', '/a', '~/a'])('may trust a folder that is not there: %s', (path) => {
    const { own, load } = place();
    own(`trust: ["${path}"]`);
    expect(load().notes).toEqual([]);
  });
});

test('a price is one that sums stay numbers with', () => {
  const { own, load } = place();
  own('models: { claude-haiku-5-5: { input: 1.0e+308, output: 1 } }');
  expect(() => load()).toThrow(/models\.claude-haiku-5-5\.input: .*<=1000000/);
});
