// A second thread that reads transcripts: see history.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { findings, type Share } from './history.ts';

for (const finding of findings(workerData as Share)) parentPort?.postMessage(finding);
