import type { DeskChat } from '../demo/people.mts';
import { callSimulator, createIntegration } from '../demo/simulator.mts';
import { post, WEBHOOK_SECRET } from './load.mts';
import { slowNetwork } from './messageOut.mts';
import { UNLIMITED, type Place } from './place.mts';
import type { Fact, Section } from './report.mts';
import { takeTurns } from './turns.mts';
import { publish, send, webhook, type Published, type Step } from './workflows.mts';

/** Many messages in one execution: in order per customer, customers in parallel. */

const NETWORK_MS = 80;
const SIZES = {
	quick: { items: 200, customers: 40, alone: 15, seconds: 1 },
	full: { items: 1000, customers: 200, alone: 100, seconds: 60 },
};
/** Requests per minute that Genesys Cloud allows a client. */
const LIMIT = 300;
/** A batch of 1,000 waits about three minutes for that. */
const BATCH_TIMEOUT_MS = 600_000;
/** Pausing after refused requests should cost little. */
const OF_THE_LIMIT = { atLeast: 0.9 * LIMIT };
const NONE = { atLeast: 0, atMost: 0 };

const splitOut: Step = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.messages', options: {} },
};

interface Message {
	customerId: string;
	text: string;
}

export async function measureBatch({ quick, simulator, n8n, mayRepeat, say }: Place): Promise<Section[]> {
	const { items, customers, alone, seconds } = SIZES[quick ? 'quick' : 'full'];
	const { rest, credential } = n8n.vm;
	const integrationId = await createIntegration(simulator.url, 'Batches', WEBHOOK_SECRET);
	const workflow = await publish(rest, 'Batch', [webhook(), splitOut, send(integrationId, credential, '$json')]);

	say(`${items} messages to ${customers} customers in one batch, ${NETWORK_MS} ms latency`);
	const stopSlow = await slowNetwork(simulator.url, NETWORK_MS);
	const batch = async (count: number, laneCount: number): Promise<number> => await sendBatch(workflow, messages(count, laneCount));
	const { samples, compared } = await takeTurns({
		variants: {
			'one at a time': async () => await batch(alone, 1),
			'in one batch': async () => await batch(items, customers),
		},
		comparisons: [{ what: 'one at a time : in one batch', of: 'one at a time', by: 'in one batch', goal: { atLeast: 8 } }],
		seconds,
		mayRepeat,
	});
	const limited = quick ? [] : await withLimit(simulator.url, workflow, messages(items, customers), say);
	await stopSlow();
	const title = `Customer to agent, ${items} messages from ${customers} customers, ${NETWORK_MS} ms latency, expression engine vm`;
	return [{ title, costs: samples, compared, facts: [...limited, ...(await checkArrived(simulator.url))] }];
}

let sent = 0;

/** The customers take turns, as in real life. Messages are numbered. */
const messages = (count: number, customers: number): Message[] =>
	Array.from({ length: count }, (_, index) => ({ customerId: `batch-${index % customers}`, text: String(++sent) }));

/** Milliseconds per message. */
async function sendBatch({ url }: Published, batch: Message[]): Promise<number> {
	const started = performance.now();
	const { status, text } = await post({ url, body: JSON.stringify({ messages: batch }) }, BATCH_TIMEOUT_MS);
	if (status !== 200) throw new Error(`The batch returned ${status}: ${text.slice(0, 500)}`);
	return (performance.now() - started) / batch.length;
}

/** The same batch with Genesys Cloud's rate limit: refused requests are retried until they succeed. */
async function withLimit(simulatorUrl: string, workflow: Published, batch: Message[], say: Place['say']): Promise<Fact[]> {
	say(`the same within ${LIMIT} requests per minute`);
	await callSimulator(simulatorUrl, 'PATCH', '/simulator/settings', { ...UNLIMITED, rateLimitPerMinute: LIMIT });
	const ms = await sendBatch(workflow, batch);
	await callSimulator(simulatorUrl, 'PATCH', '/simulator/settings', UNLIMITED);
	return [{ what: `within ${LIMIT} requests per minute`, value: 60_000 / ms, unit: 'messages per minute', goal: OF_THE_LIMIT }];
}

/** Have all messages arrived, in order for each customer? */
async function checkArrived(simulatorUrl: string): Promise<Fact[]> {
	const { conversations } = await callSimulator<{ conversations: DeskChat[] }>(simulatorUrl, 'GET', '/simulator/state');
	const chats = conversations
		.filter(({ customer }) => customer.id.startsWith('batch-'))
		.map((chat) => chat.messages.filter(({ from }) => from === 'customer').map(({ text }) => Number(text)));
	const arrived = new Set(chats.flat()).size;
	const doubled = chats.flat().length - arrived;
	const disordered = chats.filter((numbers) => numbers.some((number, index) => index > 0 && number < numbers[index - 1])).length;
	return [
		{ what: 'messages lost', value: sent - arrived, goal: NONE },
		{ what: 'messages duplicated', value: doubled, goal: NONE },
		{ what: 'customers with messages out of order', value: disordered, goal: NONE },
	];
}
