import { missingForQueueMode } from './queueMode/services.mts';

const missing = missingForQueueMode();

/** Whether Redis and Postgres are available. Without them, the queue mode tests are skipped, and the log shows it. */
export const hasQueueMode = missing === undefined;
if (!hasQueueMode) process.stderr.write(`Skipped: queue mode ${missing}\n`);

export const testInQueueMode = hasQueueMode ? test : test.skip;
