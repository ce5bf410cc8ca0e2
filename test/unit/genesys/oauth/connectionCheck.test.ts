import type { HttpResponse, Send } from '../../../../genesys/client';
import { checkConnection } from '../../../../genesys/oauth/permissions';
import type { ClientCredentials } from '../../../../genesys/oauth/login';
import { unreachable } from '../../../../genesys/unreachable';
import { lacks, ok, refusal } from '../fakeGenesys';

const origins = { api: 'https://api.mypurecloud.de', login: 'https://login.mypurecloud.de', isOwnOrigin: false };
const credentials: ClientCredentials = { origins, clientId: 'client', clientSecret: 'secret' };

/** The check's environment: the login's response, and the API's response to the token. */
function tools(login: HttpResponse | Error, api: Send = async () => ok()) {
	const used: string[] = [];
	return {
		used,
		post: async () => {
			if (login instanceof Error) throw login;
			return login;
		},
		sendWith: (accessToken: string): Send => {
			used.push(accessToken);
			return api;
		},
		sleep: async () => {},
	};
}

const loggedIn = ok({ access_token: 'issued' });

describe("the credential's connection check", () => {
	it('succeeds with a real token and real calls', async () => {
		const surroundings = tools(loggedIn);
		expect(await checkConnection(credentials, surroundings)).toEqual({
			ok: true,
			message: 'Connected: token received, all permissions present',
		});
		expect(surroundings.used).toEqual(['issued']);
	});

	it('reports an unreachable host, with the advice to check the region', async () => {
		const { ok: isOk, message } = await checkConnection(
			credentials,
			tools(unreachable('login.mypurecloud.xx', 'ENOTFOUND')),
		);
		expect(isOk).toBe(false);
		expect(message).toMatch(/^login\.mypurecloud\.xx can't be reached: there is no such host\. Check the region/);
	});

	it('distinguishes an unknown client ID from a wrong secret', async () => {
		const unknown = await checkConnection(
			credentials,
			tools(refusal(400, { error: 'invalid_client', description: 'client not found' })),
		);
		const wrong = await checkConnection(
			credentials,
			tools(refusal(401, { error: 'invalid_client', description: 'authentication failed' })),
		);
		expect(unknown).toMatchObject({ ok: false, message: expect.stringContaining("doesn't recognize this Client ID") });
		expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('Client Secret is wrong') });
	});

	it('makes no API call without a token', async () => {
		const surroundings = tools(refusal(401, { error: 'invalid_client' }));
		await checkConnection(credentials, surroundings);
		expect(surroundings.used).toEqual([]);
	});

	it('lists every missing permission with its purpose and where to add it', async () => {
		const api: Send = async ({ path }) =>
			path.includes('/users/')
				? lacks('directory:user:view')
				: path.endsWith('/queues')
					? lacks('routing:queue:view')
					: ok();
		expect(await checkConnection(credentials, tools(loggedIn, api))).toEqual({
			ok: false,
			message:
				'The token works, but the role of the OAuth client lacks: routing:queue:view (the list of queues; Handover: Check Availability; Conversation: Transfer); ' +
				"directory:user:view (the agent's name and picture). Add the missing permissions in Admin › Roles / Permissions.",
		});
	});

	it('reports that the API is down although the login worked', async () => {
		const { ok: isOk, message } = await checkConnection(
			credentials,
			tools(loggedIn, async () => refusal(503, '')),
		);
		expect(isOk).toBe(false);
		expect(message).toContain('Genesys Cloud returned 503');
	});

	it('reports unexpected errors instead of throwing', async () => {
		expect(await checkConnection(credentials, tools(new TypeError('odd')))).toEqual({
			ok: false,
			message: 'odd',
		});
	});
});
