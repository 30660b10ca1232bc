// The programs that Tierwise stands on: Node and Claude Code.
import { type Finding, wrong } from './finding.ts';

const NODE_FLOOR = '20.12.0';
/** What the plugin's manifest asks for. */
const CLIENT_FLOOR = '2.1.287';

/** Returns what is wrong with the versions; null for a client that is not installed. */
export function runtimeFindings(node: string, client: string | null): Finding[] {
  const findings: Finding[] = [];
  if (isBelow(node, NODE_FLOOR))
    findings.push(
      wrong('node-version', null, [
        `Node ${node} is older than ${NODE_FLOOR}, so hooks and the command may fail`,
        'Install Node 20 or later, and make it the first node on PATH.',
      ]),
    );
  if (client && isBelow(client, CLIENT_FLOOR))
    findings.push(
      wrong('client-version', null, [
        `Claude Code ${client} is older than ${CLIENT_FLOOR}, which the plugin needs`,
        'claude update',
      ]),
    );
  return findings;
}

function isBelow(version: string, floor: string): boolean {
  const parts = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  const [ours, theirs] = [parts(version), parts(floor)];
  const differs = theirs.findIndex((part, index) => part !== (ours[index] ?? 0));
  return differs >= 0 && (ours[differs] ?? 0) < (theirs[differs] ?? 0);
}
