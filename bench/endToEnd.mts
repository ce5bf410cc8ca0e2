import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeskChat } from '../demo/people.mts';
import { callSimulator, createIntegration, fetchToken } from '../demo/simulator.mts';
import { postAll, WEBHOOK_SECRET, type Post } from './load.mts';
import { httpRequest, inboundMessage, inboundUrl } from './messageOut.mts';
import { ENGINES, type BenchN8n, type Engine, type Place } from './place.mts';
import type { Section } from './report.mts';
import { median, quantile } from './statistics.mts';
import { publish, send, trigger, webhook, type Step } from './workflows.mts';

/**
 * The customer writes, the agent reads it and replies, the customer reads the reply: through the package's nodes, through
 * n8n's own Webhook and HTTP Request nodes, which verify no signature, and without n8n.
 */

const ROUNDS = { quick: 20, full: 300 };
/** Not counted: the first rounds are slower. */
const WARM_UP = 5;
const ANSWER_TIMEOUT_MS = 30_000;

const WAYS = ['with these nodes', "with n8n's own", 'simulator alone'] as const;
type Way = (typeof WAYS)[number];

/** One round trip, in milliseconds. */
type Path = () => Promise<number>;

export async function measureEndToEnd(place: Place): Promise<Section[]> {
	const channel = await startChannel();
	place.atEnd(channel.close);
	const sections: Section[] = [];
	for (const engine of ENGINES) {
		place.say(`end to end, expression engine ${engine}`);
		sections.push(await measureEngine(place, channel, engine));
	}
	return sections;
}

async function measureEngine({ quick, simulator, n8n }: Place, channel: Channel, engine: Engine): Promise<Section> {
	const paths: Record<Way, Path> = {
		'with these nodes': await pathThroughN8n(simulator.url, channel, n8n[engine], engine),
		"with n8n's own": await pathThroughOwnNodes(simulator.url, channel, n8n[engine], `own nodes ${engine}`),
		'simulator alone': await pathWithoutN8n(simulator.url, channel, `without ${engine}`),
	};
	const samples: Record<Way, number[]> = { 'with these nodes': [], "with n8n's own": [], 'simulator alone': [] };
	for (let round = -WARM_UP; round < (quick ? ROUNDS.quick : ROUNDS.full); round++) {
		for (const way of WAYS) {
			const ms = await paths[way]();
			if (round >= 0) samples[way].push(ms);
		}
	}
	const [ours, own] = [samples['with these nodes'], samples["with n8n's own"]].map(median);
	return {
		title: `End to end: customer → agent → customer, expression engine ${engine}`,
		costs: samples,
		per: 'round trip',
		facts: [
			...WAYS.map((way) => ({ what: `${way}, 99th percentile`, value: quantile(samples[way], 0.99), unit: 'ms' })),
			{ what: "difference to n8n's own, round trip", value: ours - own, unit: 'ms' },
			{ what: 'share of the round trip', value: (100 * (ours - own)) / ours, unit: '%' },
		],
	};
}

/** The channel calls Genesys Cloud directly, without n8n. */
async function pathWithoutN8n(simulatorUrl: string, channel: Channel, customerId: string): Promise<Path> {
	const webhookUrl = { outboundNotificationWebhookUrl: `${channel.url}/genesys` };
	const url = inboundUrl(simulatorUrl, await createIntegration(simulatorUrl, customerId, WEBHOOK_SECRET, webhookUrl));
	const headers = { authorization: `Bearer ${await fetchToken(simulatorUrl)}` };
	return await pathOf(simulatorUrl, channel, customerId, (text) => ({ url, body: JSON.stringify(inboundMessage(customerId, text)), headers }));
}

/** One workflow sends the customer's messages, the other receives the agent's. */
async function pathThroughN8n(simulatorUrl: string, channel: Channel, { rest, credential }: BenchN8n, customerId: string): Promise<Path> {
	const integrationId = await createIntegration(simulatorUrl, customerId, WEBHOOK_SECRET);
	const answers = trigger(integrationId, credential, { registerWebhook: true, options: {} });
	await publish(rest, 'Agent to customer', [answers, toChannel(channel.url)]);
	const { url } = await publish(rest, 'Customer to agent', [webhook(), send(integrationId, credential)]);
	return await pathOf(simulatorUrl, channel, customerId, (text) => ({ url, body: JSON.stringify({ customerId, text }) }));
}

/** The same two workflows with n8n's own nodes. */
async function pathThroughOwnNodes(simulatorUrl: string, channel: Channel, { rest }: BenchN8n, customerId: string): Promise<Path> {
	const answers = await publish(rest, 'Agent to customer', [webhook(), toChannel(channel.url, '$json.body.text')]);
	const webhookUrl = { outboundNotificationWebhookUrl: answers.url };
	const inbound = inboundUrl(simulatorUrl, await createIntegration(simulatorUrl, customerId, WEBHOOK_SECRET, webhookUrl));
	const { url } = await publish(rest, 'Customer to agent', [webhook(), await httpRequest(rest, simulatorUrl, inbound)]);
	return await pathOf(simulatorUrl, channel, customerId, (text) => ({ url, body: JSON.stringify({ customerId, text }) }));
}

interface Channel {
	url: string;
	/** Waits until the customer sees this text. */
	seen(words: string): Promise<void>;
	close(): Promise<void>;
}

/** The customer's channel: everything posted here counts as seen. */
async function startChannel(): Promise<Channel> {
	const waiting = new Map<string, () => void>();
	const server = createServer(async (request, response) => {
		let body = '';
		for await (const chunk of request) body += String(chunk);
		response.end();
		const { text = '' } = JSON.parse(body) as { text?: string };
		waiting.get(text)?.();
		waiting.delete(text);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://localhost:${(server.address() as AddressInfo).port}`,
		seen: async (words) =>
			await new Promise((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`The customer has not seen "${words}"`)), ANSWER_TIMEOUT_MS);
				waiting.set(words, () => (clearTimeout(timer), resolve()));
			}),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A customer whose agent has accepted the conversation. `question` is what the channel posts when the customer writes. */
async function pathOf(simulatorUrl: string, channel: Channel, customerId: string, question: (text: string) => Post): Promise<Path> {
	await postAll([question('Can I talk to an agent?')], 200);
	const { conversations } = await callSimulator<{ conversations: DeskChat[] }>(simulatorUrl, 'GET', '/simulator/state');
	const chat = conversations.find(({ customer }) => customer.id === customerId);
	if (!chat) throw new Error(`The conversation with "${customerId}" did not reach the simulator`);
	await callSimulator(simulatorUrl, 'POST', `/simulator/conversations/${chat.id}/accept`, {});
	let round = 0;
	return async () => {
		const answer = `${customerId}: answer ${++round}`;
		const seen = channel.seen(answer);
		const started = performance.now();
		// The simulator shows the agent a message before it responds to the call that sent it.
		await postAll([question(`question ${round}`)], 200);
		await callSimulator(simulatorUrl, 'POST', `/simulator/conversations/${chat.id}/messages`, { text: answer });
		await seen;
		return performance.now() - started;
	};
}

const toChannel = (url: string, text = '$json.text'): Step => ({
	name: 'To the customer',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody: `={{ { text: ${text} } }}`, options: {} },
});
