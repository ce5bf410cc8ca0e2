import { setTimeout as delay } from 'node:timers/promises';
import { sendUnderFault } from '../test/support/load/agentMessages.mts';
import { missingForQueueMode } from '../test/support/queueMode/services.mts';
import { startQueueStack } from '../test/support/queueMode/stack.mts';

/**
 * `node bench/queueLoad.mts [messages] [customers] [engine]`, after `npm run build`: agents' messages in n8n's queue
 * mode, with a worker killed halfway. Prints how many were lost, duplicated, or shown to customers out of order.
 */

const DOWN_MS = 3_000;
const [messages = 2_000, customers = 200] = process.argv.slice(2, 4).map(Number);
// With the default engine, `vm`, two cores barely handle 12 messages per second while a worker starts.
const engine = process.argv[4] ?? 'legacy';

const missing = missingForQueueMode();
if (missing) throw new Error(`Queue mode ${missing}`);

const stack = await startQueueStack({ N8N_EXPRESSION_ENGINE: engine });
try {
	const [worker] = stack.engine.workers;
	const fault = async () => {
		console.log('killing a worker');
		await worker.kill();
		await delay(DOWN_MS);
		await worker.restart();
	};
	console.log(`${messages} messages to ${customers} customers, two webhook processors, two workers, engine ${engine}`);
	const tally = await sendUnderFault(stack, { messages, customers, respond: 'whenFinished', removeDuplicates: false, fault, faultAt: 1 / 2 });
	for (const [what, count] of Object.entries(tally)) console.log(`${what.padEnd(18)}${count}`);
	process.exitCode = tally.lost + tally.seenTwice + tally.seenOutOfOrder + tally.givenUp > 0 ? 1 : 0;
} finally {
	await stack.stop();
}
