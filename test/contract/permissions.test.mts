import { platformRoutes } from '../../simulator/platformRoutes.mts';
import { callSimulator, fetchToken } from '../../demo/simulator.mts';
import { contract } from './support/genesys.mts';

const genesys = contract({ rateLimitPerMinute: 0 });

const guarded = platformRoutes
	.filter(({ needs }) => typeof needs === 'object')
	.map(({ method, path }) => [method.toUpperCase(), path] as const);

test.each(guarded)('%s %s looks at the permission before anything else', async (method, path) => {
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
