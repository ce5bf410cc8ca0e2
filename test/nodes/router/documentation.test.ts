import type { INodeProperties } from 'n8n-workflow';
import { codeIn, sectionsOf, tableRowsIn, tableRowsOf } from '../../support/documentation';
import { startSimulatorProcess, type SimulatorProcess } from '../../support/simulatorProcess';
import { router } from '../support/engine';
import { failureOf } from '../support/runAction';
import { runRouter } from '../support/runRouter';
import { StoredCredential } from '../support/storedCredential';

/** docs/router.md and the router's row in docs/permissions.md. */

jest.setTimeout(20_000);

let simulator: SimulatorProcess;
beforeAll(async () => {
	simulator = await startSimulatorProcess({ rateLimitPerMinute: 0, integrationCreationMs: 0 });
}, 30_000);
afterAll(async () => await simulator?.stop());

it("lists exactly the node's parameters", () => {
	const { text } = sectionsOf('docs/router.md').find(({ title }) => title === 'Parameters') ?? { text: '' };
	const [, ...rows] = tableRowsIn(text);
	const parameters = router.description.properties.flatMap((property): Array<[string, string]> => {
		if (property.type !== 'collection') return [[property.displayName, property.name]];
		return ((property.options ?? []) as INodeProperties[]).map((field) => [field.displayName, `${property.name}.${field.name}`]);
	});
	expect(rows.map(([displayName, name]) => [displayName, codeIn(name)[0]])).toEqual(expect.arrayContaining(parameters));
	expect(rows).toHaveLength(parameters.length);
});

const needed = tableRowsOf('docs/permissions.md').flatMap(([name, permissions]) => (name === 'Genesys Handover Router' ? codeIn(permissions) : []));
let clients = 0;

/** Routes a message of a customer with an open conversation, using an OAuth client with these permissions. */
async function routeWith(permissions: string[]) {
	const secret = { outboundNotificationWebhookUrl: 'https://n8n.invalid', outboundNotificationWebhookSignatureSecretToken: 'the secret of this test' };
	const integrations = '/api/v2/conversations/messaging/integrations/open';
	const { id } = await simulator.call<{ id: string }>('POST', integrations, { name: `Chat ${++clients}`, ...secret });
	// Its creation finishes shortly after the response.
	await simulator.call('GET', `${integrations}/${id}`);
	const channel = { from: { id: 'customer-42', idType: 'Opaque' }, time: new Date().toISOString(), messageId: 'first' };
	const inbound = `/api/v2/conversations/messages/${id}/inbound/open/message?prefetchConversationId=true`;
	const { conversationId } = await simulator.call<{ conversationId: string }>('POST', inbound, { channel, text: 'Hello' });
	const client = { clientId: `limited-${clients}`, clientSecret: 'its secret' };
	await simulator.call('POST', '/simulator/clients', { ...client, permissions });
	const credential = new StoredCredential({ region: 'custom', customDomain: simulator.url, ...client, accessToken: '' });
	const parameters = { integrationId: { __rl: true, mode: 'id', value: id }, customerId: 'customer-42', text: 'Are you there?', conversationId };
	return await runRouter({ parameters, credential });
}

it('needs exactly the permissions of its row', async () => {
	const { agent } = await routeWith(needed);
	expect(Object.keys(agent[0].json).sort()).toEqual(['conversationId', 'customerId', 'integrationId', 'messageId', 'time']);
});

it.each(needed)('fails with %s in the error if the role lacks it', async (permission) => {
	const failure = await failureOf(routeWith(needed.filter((other) => other !== permission)));
	expect(`${failure.message} ${failure.description}`).toContain(permission);
});
