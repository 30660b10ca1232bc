// The programs that Tierwise stands on: Node and Claude Code.
import { CLI_FLOORS, isBelow } from '../ask/cli-versions.ts';
import { type Finding, wrong } from './finding.ts';

const NODE_FLOOR = '20.12.0';

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
  if (client && isBelow(client, CLI_FLOORS.claude))
    findings.push(
      wrong('client-version', null, [
        `Claude Code ${client} is older than ${CLI_FLOORS.claude}, which the plugin needs`,
        'claude update',
      ]),
    );
  return findings;
}
