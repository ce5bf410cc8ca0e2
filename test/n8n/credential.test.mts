import { freePort } from '../../demo/childProcess.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The credential's test button and the lists, as n8n's editor requests them. */

let stack: TestStack;

beforeAll(async () => {
	stack = await startTestStack();
}, 300_000);

afterAll(async () => await stack?.stop());

async function testWith(over: object): Promise<{ status: string; message: string }> {
	const data = { region: 'custom', customDomain: stack.simulator.url, clientId: 'demo-client', clientSecret: 'demo-secret', ...over };
	return await stack.rest.testCredential('Genesys Cloud', 'genesysCloudApi', data);
}

test('the credential test succeeds for a client with the documented role', async () => {
	expect(await testWith({})).toMatchObject({ status: 'OK' });
});

test('the credential test names the wrong region, client ID, client secret, or permission', async () => {
	expect(await testWith({ customDomain: `http://localhost:${await freePort()}` })).toMatchObject({ status: 'Error', message: expect.stringContaining('connection was refused') });
	expect(await testWith({ clientId: 'nobody' })).toMatchObject({ status: 'Error', message: expect.stringContaining("doesn't recognize this Client ID") });
	expect(await testWith({ clientSecret: 'wrong' })).toMatchObject({ status: 'Error', message: expect.stringContaining('Client Secret is wrong') });
	expect(await testWith({ customDomain: '' })).toMatchObject({ status: 'Error', message: expect.stringContaining('Custom Domain is empty') });
	expect(await testWith({ webhookSecret: 'short' })).toMatchObject({ status: 'Error', message: expect.stringContaining('at least 16 random characters') });
});

const DOCUMENTED = [
	'conversation:message:receive',
	'conversation:communication:view',
	'conversation:communication:disconnect',
	'messaging:integration:view',
	'messaging:integration:edit',
	'routing:queue:view',
	'analytics:conversationDetail:view',
	'directory:user:view',
];

test.each(DOCUMENTED)('the credential test names only %s if that permission is missing', async (missing) => {
	const clientId = `without-${missing.replaceAll(':', '-')}`;
	const permissions = DOCUMENTED.filter((permission) => permission !== missing);
	await callSimulator(stack.simulator.url, 'POST', '/simulator/clients', { clientId, clientSecret: 'x', permissions });
	const { status, message } = await testWith({ clientId, clientSecret: 'x' });
	expect({ status, message }).toMatchObject({ status: 'Error' });
	expect(DOCUMENTED.filter((permission) => message.includes(permission))).toEqual([missing]);
});

test('the editor lists integrations and queues from Genesys Cloud', async () => {
	const [{ id }] = await stack.rest.request<Array<{ id: string }>>('GET', '/credentials');
	const list = async (methodName: string, filter = '') => {
		const { results } = await stack.rest.request<{ results: Array<{ name: string; value: string }> }>('POST', '/dynamic-node-parameters/resource-locator-results', {
			path: 'parameters.integrationId',
			methodName,
			filter,
			nodeTypeAndVersion: { name: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', version: 1 },
			// The editor sets the defaults that a workflow was saved without.
			currentNodeParameters: { authentication: 'clientCredentials' },
			credentials: { genesysCloudApi: { id, name: 'Genesys Cloud' } },
		});
		return results;
	};
	expect(await list('getIntegrations')).toEqual([{ name: 'n8n Open Messaging', value: stack.integrationId }]);
	expect((await list('getQueues', 'supp')).map(({ name }) => name)).toEqual(['Support']);
});
