import { callSimulator, createIntegration, fetchToken, startSimulator } from '../demo/simulator.mts';
import { postAll, WEBHOOK_SECRET, type Post } from './load.mts';
import { inboundMessage, inboundUrl } from './messageOut.mts';
import { createCredential, UNLIMITED, type Place } from './place.mts';
import type { Section } from './report.mts';
import { takeTurns, type Turn } from './turns.mts';
import { publish, send, webhook } from './workflows.mts';

/** Does a message cost more with more open conversations? One simulator for each number. */

const OPEN = { quick: [10, 1_000], full: [10, 1_000, 100_000] };
const MESSAGES = 10;
const SECONDS = { quick: 5, full: 60 };
/** Above this, the cost isn't constant. */
const FLAT = { atMost: 1.2 };

export async function measureGrowth(place: Place): Promise<Section[]> {
	const { quick, mayRepeat, say } = place;
	const sizes = quick ? OPEN.quick : OPEN.full;
	const variants: Record<string, Turn> = {};
	for (const open of sizes) {
		say(`opening ${open} conversations`);
		variants[`${open} open conversations`] = await withConversations(place, open);
	}
	say('growth');
	const [least, ...more] = Object.keys(variants);
	const comparisons = more.map((size) => ({ what: `${size} : ${least}`, of: size, by: least, goal: FLAT }));
	const { samples, compared } = await takeTurns({ variants, comparisons, seconds: quick ? SECONDS.quick : SECONDS.full, mayRepeat });
	return [{ title: 'Growth: Message: Send with many open conversations, expression engine vm', costs: samples, compared }];
}

async function withConversations({ root, n8n, atEnd }: Place, open: number): Promise<Turn> {
	const simulator = await startSimulator({ root, port: 0 });
	atEnd(async () => await simulator.stop());
	await callSimulator(simulator.url, 'PATCH', '/simulator/settings', UNLIMITED);
	const integrationId = await createIntegration(simulator.url, 'Growth', WEBHOOK_SECRET);
	const authorization = `Bearer ${await fetchToken(simulator.url)}`;
	const url = inboundUrl(simulator.url, integrationId);
	const first = (customer: number): Post => ({
		url,
		body: JSON.stringify(inboundMessage(`customer-${customer}`, 'Can I talk to an agent?')),
		headers: { authorization },
	});
	await postAll(Array.from({ length: open }, (_, customer) => first(customer)), 200);

	const { rest } = n8n.vm;
	const workflow = await publish(rest, `${open} conversations`, [webhook(), send(integrationId, await createCredential(rest, simulator.url))]);
	const message = (): Post => {
		const customerId = `customer-${Math.floor(Math.random() * open)}`;
		return { url: workflow.url, body: JSON.stringify({ customerId, text: 'When will it arrive?' }) };
	};
	return async () => await postAll(Array.from({ length: MESSAGES }, message), 200);
}
