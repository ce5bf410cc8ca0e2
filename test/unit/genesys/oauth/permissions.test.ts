import { createClient, type HttpRequest, type HttpResponse, type Send } from '../../../../genesys/client';
import { inWords, missingOf, PERMISSIONS } from '../../../../genesys/oauth/permissions';
import { brokenConnection, lacks, ok, refusal } from '../fakeGenesys';

const noWait = async () => {};
const findMissing = async (send: Send, sleep: (milliseconds: number) => Promise<void> = noWait) => await missingOf(createClient({ send, sleep }), PERMISSIONS);

/** A role as Genesys checks it: first the permission, then whether the object exists. */
function roleWithout(...absent: string[]): Send {
	return async (request) => {
		const permission = permissionFor(request);
		return absent.includes(permission) ? lacks(permission) : request.path.includes('00000000') ? refusal(404) : ok();
	};
}

/** An independent copy from the platform's permission lists, which reveals wrong probes. */
function permissionFor({ method, path }: HttpRequest): string {
	const table: Array<[RegExp, string]> = [
		[/^GET .*\/messaging\/integrations\/open$/, 'messaging:integration:view'],
		[/^PATCH .*\/messaging\/integrations\/open\/[^/]+$/, 'messaging:integration:edit'],
		[/^POST .*\/conversations\/messages\/[^/]+\/inbound\/open\/message$/, 'conversation:message:receive'],
		[/^GET \/api\/v2\/conversations\/[^/]+$/, 'conversation:communication:view'],
		[/^PATCH \/api\/v2\/conversations\/messages\/[^/]+$/, 'conversation:communication:disconnect'],
		[/^POST .*\/analytics\/conversations\/details\/query$/, 'analytics:conversationDetail:view'],
		[/^GET \/api\/v2\/routing\/queues$/, 'routing:queue:view'],
		[/^GET \/api\/v2\/users\/[^/]+$/, 'directory:user:view'],
	];
	return table.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1] ?? 'none';
}

describe('the permissions of a role', () => {
	it('reports nothing if no permission is missing', async () => {
		expect(await findMissing(roleWithout())).toEqual([]);
	});

	it.each(PERMISSIONS.map(({ permission }) => permission))('reports a missing %s', async (permission) => {
		const missing = await findMissing(roleWithout(permission));
		expect(missing.map((need) => need.permission)).toEqual([permission]);
		expect(missing[0].neededFor).not.toBe('');
	});

	it('reports all missing permissions together', async () => {
		const missing = await findMissing(roleWithout('routing:queue:view', 'messaging:integration:edit'));
		expect(missing.map((need) => need.permission)).toEqual(['messaging:integration:edit', 'routing:queue:view']);
	});

	it('includes the alternative that Genesys accepts, because the probe cannot distinguish them', async () => {
		const names = ['conversation:communication:disconnect', 'analytics:conversationDetail:view'];
		const missing = await findMissing(roleWithout(...names));
		expect(missing.map(inWords)).toEqual([
			expect.stringMatching(/^conversation:communication:disconnect \(.*; or conversation:message:park\)$/),
			expect.stringMatching(/^analytics:conversationDetail:view \(.*; or analytics:agentConversationDetail:view\)$/),
		]);
	});

	it('requires at most eight permissions', () => {
		expect(PERMISSIONS).toHaveLength(8);
		expect(PERMISSIONS.filter(({ permission }) => permission.includes('*'))).toEqual([]);
	});

	it('checks permissions without touching existing objects', () => {
		for (const { probe } of PERMISSIONS.filter(({ probe: { method } }) => method !== 'GET')) {
			expect(`${probe.path} ${JSON.stringify(probe.body)}`).toMatch(/00000000-0000-4000-8000-000000000000|2000-01-01/);
		}
	});

	it.each<[string, HttpResponse]>([
		['400: the body of the probe is empty on purpose', refusal(400)],
		['403 about one object', refusal(403, { code: 'not.authorized' })],
	])('counts a permission as present after %s', async (_name, answer) => {
		expect(await findMissing(async () => answer)).toEqual([]);
	});

	it.each([
		['the token is refused', refusal(401), { status: 401 }],
		['Genesys is down', refusal(500), { status: 500 }],
		['a proxy redirects to its login', refusal(302), { code: 'unexpected.answer' }],
		['a proxy shows its login', ok('<html>'), { code: 'unexpected.answer' }],
		['a gateway asks for a login', ok({ error: 'please log in' }), { code: 'unexpected.answer' }],
		['there is no connection', brokenConnection(), { code: 'ECONNRESET' }],
	])('throws if the result is unknown: %s', async (_name, answer, expected) => {
		await expect(findMissing(async () => answer)).rejects.toMatchObject(expected);
	});

	it('retries after a rate limit', async () => {
		const seen = new Set<string>();
		const pauses: number[] = [];
		const limited: Send = async (request) => {
			const first = !seen.has(request.path + request.method);
			seen.add(request.path + request.method);
			return first ? refusal(429, {}, { 'retry-after': '2' }) : await roleWithout('directory:user:view')(request);
		};
		const missing = await findMissing(limited, async (milliseconds) => void pauses.push(milliseconds));
		expect(missing.map((need) => need.permission)).toEqual(['directory:user:view']);
		expect(pauses.filter((pause) => pause === 2000)).toHaveLength(PERMISSIONS.length);
	});
});
