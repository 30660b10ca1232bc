// The text of a plan with one step changed; all else stays as it was written.
import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import { parseSections } from './plan-sections.ts';

export interface StepEdit {
  files: readonly string[];
  verify: string;
  /** Steps that it also needs from now on. */
  alsoNeeds: readonly string[];
  /** Without its heading. */
  section: string;
}

/** Returns the text of a plan with the files, the check and the section of step `id` replaced, and its needs added to. */
export function editStep(text: string, id: string, { files, verify, alsoNeeds, section }: StepEdit): string {
  const [, open = '', header = '', close = '', body = ''] =
    /^(---[^\n]*\n)([\s\S]*?)(\n---[^\n]*\n)([\s\S]*)$/.exec(text) ?? [];
  const document = parseDocument(header);
  const { steps } = document.toJS() as {
    steps: { id: string; files: string[]; needs?: string[]; verify: string }[];
  };
  const at = steps.findIndex((step) => step.id === id);
  const step = steps[at];
  if (!step) return text;
  const values: [string, unknown][] = [];
  if (JSON.stringify(step.files) !== JSON.stringify(files)) values.push(['files', files]);
  if (step.verify.trim() !== verify) values.push(['verify', verify]);
  const { needs } = step;
  if (needs && alsoNeeds.length) values.push(['needs', [...needs, ...alsoNeeds]]);
  const edits = values.flatMap(([key, value]): Edit[] => {
    const node = document.getIn(['steps', at, key], true);
    const [from, to] = (isNode(node) && node.range) || [];
    return from === undefined || to === undefined ? [] : [{ from, to, value: inYaml(value) }];
  });
  if (!needs && alsoNeeds.length) edits.push(...newNeeds(document.getIn(['steps', at]), header, alsoNeeds));
  // From the end, so that the places of the others stay.
  const changed = edits
    .sort((a, b) => b.from - a.from)
    .reduce((now, { from, to, value }) => {
      const end = /\n\s*$/.exec(now.slice(from, to))?.[0] ?? '';
      return now.slice(0, from) + value + end + now.slice(to);
    }, header);
  return `${open}${changed}${close}${withSection(body, id, section)}`;
}

interface Edit {
  from: number;
  to: number;
  value: string;
}

/** The needs of a step that has none so far, before its files. */
function newNeeds(step: unknown, header: string, needs: readonly string[]): Edit[] {
  const key = isMap(step) && step.items.find(({ key: one }) => isScalar(one) && one.value === 'files')?.key;
  const from = (isScalar(key) && key.range?.[0]) || null;
  if (!isMap(step) || from === null) return [];
  const indent = ' '.repeat(from - header.lastIndexOf('\n', from) - 1);
  return [{ from, to: from, value: `needs: ${inYaml(needs)}${step.flow ? ', ' : `\n${indent}`}` }];
}

// JSON is YAML.
const inYaml = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value);

function withSection(body: string, id: string, section: string): string {
  const lines = body.split('\n');
  const { sections } = parseSections(body, 1);
  const own = sections.findIndex(({ step }) => step === id);
  const from = sections[own]?.line;
  if (from === undefined) return body;
  const to = sections[own + 1]?.line ?? lines.length + 1;
  return [...lines.slice(0, from), '', section.trim(), '', ...lines.slice(to - 1)].join('\n');
}
