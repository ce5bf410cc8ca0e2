import { missingForQueueMode } from './queueMode/services.mts';

const missing = missingForQueueMode();

/** Are Redis and Postgres there? Without them, the tests of queue mode are skipped, and the log says so. */
export const hasQueueMode = missing === undefined;
if (!hasQueueMode) process.stderr.write(`Skipped: queue mode ${missing}\n`);

export const testInQueueMode = hasQueueMode ? test : test.skip;
