import { randomUUID } from 'node:crypto';
import type { N8nRest } from '../demo/n8n/rest.mts';
import { callSimulator, createIntegration, DEMO_CLIENT, fetchToken } from '../demo/simulator.mts';
import { post, postAll, WEBHOOK_SECRET, type Post } from './load.mts';
import { lastOutput, nothing, publish, send, webhook, type Step } from './workflows.mts';
import type { Place } from './place.mts';
import type { Section } from './report.mts';
import { takeTurns, type Turn } from './turns.mts';

/** A customer's message going out, one at a time, compared with a bare client and n8n's HTTP Request node. */

/** Round-trip latency to Genesys Cloud, in milliseconds. */
const NETWORKS = [0, 80];
const MESSAGES = 4;
const SECONDS = { quick: 4, full: 45 };

export async function measureMessageOut({ quick, simulator, n8n, mayRepeat, say }: Place): Promise<Section[]> {
	const { rest, credential } = n8n.vm;
	const integrationId = await createIntegration(simulator.url, 'Messages out', WEBHOOK_SECRET);
	const inbound = inboundUrl(simulator.url, integrationId);
	const authorization = `Bearer ${await fetchToken(simulator.url)}`;

	const empty = await publish(rest, 'Empty', [webhook(), nothing]);
	const ours = await publish(rest, 'Message: Send', [webhook(), send(integrationId, credential)]);
	const byHand = await publish(rest, 'HTTP Request', [webhook(), await httpRequest(rest, simulator.url, inbound)]);
	const text = 'When will it arrive?';
	const item = (url: string): Post => ({ url, body: JSON.stringify({ customerId: 'customer-1', text }) });
	const bare = (): Post => ({ url: inbound, body: JSON.stringify(inboundMessage('customer-1', text)), headers: { authorization } });

	const turn = (make: () => Post): Turn => async () => await postAll(Array.from({ length: MESSAGES }, make), 200, 1);
	const variants = {
		'bare client': turn(bare),
		'n8n without sending': turn(() => item(empty.url)),
		'Message: Send': turn(() => item(ours.url)),
		'HTTP Request node': turn(() => item(byHand.url)),
	};
	const comparisons = [{ what: 'Message: Send : HTTP Request node', of: 'Message: Send', by: 'HTTP Request node' } as const];

	const sections: Section[] = [];
	for (const network of NETWORKS) {
		say(`customer to agent, ${network} ms latency`);
		const stopSlow = await slowNetwork(simulator.url, network);
		const { samples, compared } = await takeTurns({ variants, comparisons, seconds: quick ? SECONDS.quick : SECONDS.full, mayRepeat });
		await stopSlow();
		sections.push({ title: `Customer to agent, one at a time, ${network} ms latency, expression engine vm`, costs: samples, compared });
	}
	await lastOutput(rest, ours.id, 'Genesys');
	await lastOutput(rest, byHand.id, 'HTTP Request');
	sections[0].facts = await countCalls(simulator.url, () => item(ours.url));
	return sections;
}

/** Calls to Genesys Cloud per message, once there is a token. */
async function countCalls(simulatorUrl: string, make: () => Post): Promise<Section['facts']> {
	const messages = 20;
	await callSimulator(simulatorUrl, 'DELETE', '/simulator/requests');
	for (let message = 0; message < messages; message++) await post(make());
	const requests = await callSimulator<Array<{ path: string }>>(simulatorUrl, 'GET', '/simulator/requests');
	const tokens = requests.filter(({ path }) => path.startsWith('/oauth/')).length;
	return [
		{ what: 'API calls per message', value: (requests.length - tokens) / messages, goal: { atLeast: 1, atMost: 1 } },
		{ what: 'token calls per message', value: tokens / messages, goal: { atLeast: 0, atMost: 0 } },
	];
}

/** Delays each API call until the returned function is called. */
export async function slowNetwork(simulatorUrl: string, ms: number): Promise<() => Promise<void>> {
	if (ms === 0) return async () => {};
	await callSimulator(simulatorUrl, 'POST', '/simulator/faults', { kind: 'slow', ms, times: 0 });
	return async () => await callSimulator(simulatorUrl, 'DELETE', '/simulator/faults');
}

export const inboundUrl = (simulatorUrl: string, integrationId: string): string =>
	`${simulatorUrl}/api/v2/conversations/messages/${integrationId}/inbound/open/message?prefetchConversationId=true`;

/** The body of a customer's message. */
export const inboundMessage = (customerId: string, text: string): object => ({
	channel: { messageId: randomUUID(), from: { id: customerId, idType: 'Opaque' }, time: new Date().toISOString() },
	text,
});

/** The same message with n8n's own node. */
export async function httpRequest(rest: N8nRest, simulatorUrl: string, url: string): Promise<Step> {
	const name = 'Genesys Cloud by OAuth2';
	const id = await rest.createCredential(name, 'oAuth2Api', {
		grantType: 'clientCredentials',
		accessTokenUrl: `${simulatorUrl}/oauth/token`,
		...DEMO_CLIENT,
		scope: '',
		authentication: 'header',
	});
	const channel = "{ messageId: $execution.id, from: { id: $json.body.customerId, idType: 'Opaque' }, time: $now.toUTC().toISO() }";
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url,
			authentication: 'genericCredentialType',
			genericAuthType: 'oAuth2Api',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ { channel: ${channel}, text: $json.body.text } }}`,
			options: {},
		},
		credentials: { oAuth2Api: { id, name } },
	};
}
