import { platformRoutes } from '../../simulator/platformRoutes.mts';
import { callSimulator, fetchToken } from '../../demo/simulator.mts';
import { contract } from './support/genesys.mts';

const genesys = contract({ rateLimitPerMinute: 0 });

const guarded = platformRoutes
	.filter(({ needs }) => typeof needs === 'object')
	.map(({ method, path }) => [method.toUpperCase(), path] as const);

test.each(guarded)('%s %s checks the permission before anything else', async (method, path) => {
	const client = { clientId: 'nobody', clientSecret: 'its secret' };
	await callSimulator(genesys.url, 'POST', '/simulator/clients', { ...client, permissions: [] });
	const token = await fetchToken(genesys.url, client);
	const response = await fetch(genesys.url + path.replace(/:\w+/g, 'no-such-id'), {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		...(method !== 'GET' && { body: 'no JSON' }),
	});
	expect({ status: response.status, body: await response.json() }).toMatchObject({
		status: 403,
		body: { code: expect.stringMatching(/^missing\.(any\.)?permissions$/), message: expect.stringContaining(':') },
	});
});

/** The SDK's documentation requires "any" of these permissions. */
const ANY_OF = [
	['POST', '/api/v2/flows/actions/publish', 'architect:flow:unlock', 'architect:flow:publish'],
	['PATCH', '/api/v2/conversations/messages/x', 'conversation:communication:disconnect', 'conversation:message:park'],
	['POST', '/api/v2/analytics/conversations/details/query', 'analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'],
	[
		'POST',
		'/api/v2/conversations/x/participants/y/replace/queue',
		'conversation:communication:blindTransfer',
		'conversation:communication:blindTransferQueue',
	],
] as const;

test.each(ANY_OF)('%s %s accepts any one of its permissions', async (method, path, ...permissions) => {
	const status = async (granted: readonly string[]): Promise<number> => {
		const client = { clientId: 'any of', clientSecret: 'its secret' };
		await callSimulator(genesys.url, 'POST', '/simulator/clients', { ...client, permissions: granted });
		const headers = { authorization: `Bearer ${await fetchToken(genesys.url, client)}`, 'content-type': 'application/json' };
		return (await fetch(genesys.url + path, { method, headers, body: '{}' })).status;
	};
	for (const permission of permissions) expect([200, 400, 404]).toContain(await status([permission]));
	expect(await status([])).toBe(403);
});
