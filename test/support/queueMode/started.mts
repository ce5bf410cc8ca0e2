import { hasQueueMode } from '../inQueueMode.mts';
import { startQueueStack, type QueueStack } from './stack.mts';

/** n8n in queue mode, started once for the test file whose modules import it. */
export let stack: QueueStack;

beforeAll(async () => {
	if (hasQueueMode) stack = await startQueueStack();
}, 600_000);

afterAll(async () => await stack?.stop(), 180_000);
