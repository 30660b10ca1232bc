// A second thread that reads transcripts: see history.ts.
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { findings, type Share } from './history.ts';

// As the main thread has set it: V8 forgets it when it makes a heap, and it is one flag for all threads.
setFlagsFromString('--semi-space-growth-factor=1');

for (const finding of findings(workerData as Share)) parentPort?.postMessage(finding);
