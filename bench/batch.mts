import type { DeskChat } from '../demo/people.mts';
import { callSimulator, createIntegration } from '../demo/simulator.mts';
import { post, WEBHOOK_SECRET } from './load.mts';
import { slowNetwork } from './messageOut.mts';
import { UNLIMITED, type Place } from './place.mts';
import type { Fact, Section } from './report.mts';
import { takeTurns } from './turns.mts';
import { publish, send, webhook, type Published, type Step } from './workflows.mts';

/** Many messages in one execution: those of a customer keep their order, customers are served side by side. */

const NETWORK_MS = 80;
const SIZES = {
	quick: { items: 200, customers: 40, alone: 15, seconds: 1 },
	full: { items: 1000, customers: 200, alone: 100, seconds: 60 },
};
/** What Genesys Cloud grants a client each minute. */
const LIMIT = 300;
/** A batch of 1,000 waits some three minutes for that. */
const BATCH_TIMEOUT_MS = 600_000;
/** Waiting out what is refused costs little of it. */
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

	say(`${items} messages to ${customers} customers at once, ${NETWORK_MS} ms of network`);
	const stopSlow = await slowNetwork(simulator.url, NETWORK_MS);
	const batch = async (count: number, laneCount: number): Promise<number> => await sendBatch(workflow, messages(count, laneCount));
	const { samples, compared } = await takeTurns({
		variants: {
			'one after the other': async () => await batch(alone, 1),
			'in one batch': async () => await batch(items, customers),
		},
		comparisons: [{ what: 'one after the other : in one batch', of: 'one after the other', by: 'in one batch', goal: { atLeast: 8 } }],
		seconds,
		mayRepeat,
	});
	const limited = quick ? [] : await withLimit(simulator.url, workflow, messages(items, customers), say);
	await stopSlow();
	const title = `Customer messages out, ${items} to ${customers} customers, ${NETWORK_MS} ms of network, expression engine vm`;
	return [{ title, costs: samples, compared, facts: [...limited, ...(await checkArrived(simulator.url))] }];
}

let sent = 0;

/** The customers take turns, as they do in life. Each message is numbered. */
const messages = (count: number, customers: number): Message[] =>
	Array.from({ length: count }, (_, index) => ({ customerId: `batch-${index % customers}`, text: String(++sent) }));

/** Milliseconds for each message. */
async function sendBatch({ url }: Published, batch: Message[]): Promise<number> {
	const started = performance.now();
	const { status, text } = await post({ url, body: JSON.stringify({ messages: batch }) }, BATCH_TIMEOUT_MS);
	if (status !== 200) throw new Error(`The batch was answered ${status}: ${text.slice(0, 500)}`);
	return (performance.now() - started) / batch.length;
}

/** The same batch with the limit of Genesys Cloud: what is refused is waited out and comes through all the same. */
async function withLimit(simulatorUrl: string, workflow: Published, batch: Message[], say: Place['say']): Promise<Fact[]> {
	say(`the same within ${LIMIT} requests a minute`);
	await callSimulator(simulatorUrl, 'PATCH', '/simulator/settings', { ...UNLIMITED, rateLimitPerMinute: LIMIT });
	const ms = await sendBatch(workflow, batch);
	await callSimulator(simulatorUrl, 'PATCH', '/simulator/settings', UNLIMITED);
	return [{ what: `within ${LIMIT} requests a minute`, value: 60_000 / ms, unit: 'messages a minute', goal: OF_THE_LIMIT }];
}

/** Are all messages there, each customer's in the order in which they were sent? */
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
		{ what: 'messages doubled', value: doubled, goal: NONE },
		{ what: 'customers with messages out of order', value: disordered, goal: NONE },
	];
}
