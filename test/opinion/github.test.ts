import { expect, test } from 'vitest';
import { annotations, githubComment, inert } from '../../src/opinion/github.ts';
import { opinionWith } from '../support/asked-opinions.ts';
import { CART, finding } from '../support/opinions.ts';

const EVIL =
  'It fails.\n::add-mask::x\n::error::y ##[group]z @octocat #12 <img src=x> [a](https://evil.example) https://evil.example www.evil.example 100% `tick`';
const REPORTS = [
  finding(6, '} catch (error) {}', { severity: 'critical', claim: EVIL }),
  finding(3, 'total += item.price * item.count;', { severity: 'critical' }),
  finding(4, 'eval("```\n::warning::from evidence")', { claim: EVIL }),
];
const review = (code = CART) =>
  opinionWith({ answers: { 'opus,a:b': JSON.stringify({ findings: REPORTS }) }, code });

test('each finding is one command to the runner, whatever it says; a disputed one is a notice', async () => {
  const lines = annotations(await review()).split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe(
    '::error file=pay.js,line=6,title=critical%2C confirmed (opus%2Ca%3Ab)::' +
      `${EVIL.replaceAll('%', '%25').replaceAll('\n', '%0A')}%0Aconfirmed: haiku: It swallows.`,
  );
  expect(lines[1]).toMatch(/^::notice file=pay\.js,line=3,title=critical%2C disputed/);
});

test('in the comment no text of a model is Markdown, HTML, a mention, a link or a command', async () => {
  const comment = githubComment(
    await review(),
    (file, line) => `https://github.com/o/r/blob/abc/${file}#L${line}`,
  );
  expect(comment).toContain('[`pay.js:6`](https://github.com/o/r/blob/abc/pay.js#L6)');
  expect(comment).toContain('<details><summary>Disputed: 1</summary>');
  expect(comment).toContain('<details><summary>Not verified: 1</summary>');
  expect(inert(comment)).not.toMatch(/^\s*::/m);
  const prose = comment.replace(/(`{3,})\n[\s\S]*?\n\1/g, '').replace(/https:\/\/github\.com\/o\/r\S*/g, '');
  expect(prose).not.toMatch(/@octocat|#12|<img|https:\/\/|www\.|##\[|\]\(https/);
});

test('code in the comment stays as it is', async () => {
  const code = `${CART}\n::std::string name = first();\n`;
  const reply = JSON.stringify({ findings: [finding(10, '::std::string name = first();')] });
  const comment = githubComment(await opinionWith({ answers: { opus: reply }, code }), () => null);
  expect(comment).toContain('\n::std::string name = first();\n');
});

test('evidence with fences of its own does not end its fence', async () => {
  const code = `${CART}\n// \`\`\`\` <script> @octocat\n`;
  const reply = JSON.stringify({ findings: [finding(9, '// ```` <script> @octocat')] });
  const comment = githubComment(await opinionWith({ answers: { opus: reply }, code }), () => null);
  expect(comment).toContain('`````\n// ```` <script> @octocat\n`````');
  expect(comment).toContain('`pay.js:10`');
});

test('a comment is no longer than GitHub takes, and says what it leaves out', async () => {
  const long = finding(6, '} catch (error) {}', { severity: 'critical', claim: 'It fails. '.repeat(8000) });
  const short = finding(5, 'charge(total);', { claim: 'It hangs on a catch.' });
  const answers = { opus: JSON.stringify({ findings: [long, short] }) };
  const comment = githubComment(await opinionWith({ answers, code: CART }), () => null);
  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toContain('It hangs on a catch.');
  expect(comment).toContain('**1 part too long for a comment**');
});

test.each([
  ['::stop-commands::x', '\u2236:stop-commands::x'],
  ['a\n  ::error::b', 'a\n  \u2236:error::b'],
  ['say a::b', 'say a::b'],
  ['x ##[error]y', 'x # #[error]y'],
])('in a log %s does nothing', (text, shown) => {
  expect(inert(text)).toBe(shown);
});
