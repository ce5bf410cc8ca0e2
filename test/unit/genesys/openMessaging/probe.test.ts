import { GenesysUnreachableError } from '../../../../genesys/errors';
import { readDelivery } from '../../../../genesys/openMessaging/outbound';
import { answerTo, challengeIn, probe, SECRET_CHANGED, SIGNATURE_REFUSED, type PostJson, type ProbeAnswer } from '../../../../genesys/openMessaging/probe';
import { isSignedBy, secretMark } from '../../../../genesys/openMessaging/signature';

const SECRET = 'the webhook secret of both';
const OTHER = 'another webhook secret';
const URL_OF_TRIGGER = 'https://n8n.acme.io/webhook/1/genesys-open-messaging';
const STATE = { integrationId: 'integration-1', url: URL_OF_TRIGGER, secretMark: secretMark(SECRET), secretSeenAt: '2026-01-31T10:00:00.000Z' };

const challengeOf = (body: string) => challengeIn(Buffer.from(body)) ?? '';

/** What a probe with this secret finds where this is answered. */
async function answered(status: number, body: (probed: string) => unknown): Promise<ProbeAnswer> {
	const post: PostJson = async (_url, _headers, probed) => ({ status, headers: {}, body: body(probed) });
	return await probe(post, URL_OF_TRIGGER, SECRET);
}

describe('a probe', () => {
	it('is signed like a delivery, is not one, and is new each time', async () => {
		const sent: Array<[url: string, headers: Record<string, string>, body: string]> = [];
		const post: PostJson = async (...request) => {
			sent.push(request);
			return { status: 200, headers: {}, body: '' };
		};
		await probe(post, URL_OF_TRIGGER, SECRET);
		await probe(post, URL_OF_TRIGGER, SECRET);
		for (const [url, headers, body] of sent) {
			expect(url).toBe(URL_OF_TRIGGER);
			expect(isSignedBy(Buffer.from(body), headers['x-hub-signature-256'], SECRET)).toBe(true);
			expect(['invalid', 'unsupported']).toContain(readDelivery(Buffer.from(body)).delivery.kind);
		}
		expect(new Set(sent.map(([, , body]) => challengeOf(body))).size).toBe(2);
	});

	it('is answered with a proof by a trigger with the same secret', async () => {
		expect(await answered(200, (body) => answerTo(challengeOf(body), STATE, SECRET))).toEqual({ from: 'trigger', state: STATE });
	});

	it.each<[string, (probed: string) => unknown]>([
		['an empty body', () => ''],
		['a page', () => '<html>Welcome</html>'],
		['the echo of the probe', (body) => JSON.parse(body) as unknown],
		['a proof by another secret', (body) => answerTo(challengeOf(body), STATE, OTHER)],
		['the answer to another probe', () => answerTo('another challenge', STATE, SECRET)],
		['a state that was changed', (body) => ({ ...answerTo(challengeOf(body), STATE, SECRET), state: JSON.stringify({ challenge: challengeOf(body), ...STATE, url: 'https://evil.example' }) })],
		['a list', () => []],
	])('is not answered by a server that always returns 200: %s', async (_what, body) => {
		expect(await answered(200, body)).toEqual({ from: 'other', status: 200 });
	});

	it('distinguishes a trigger with another secret from a server that requires a login', async () => {
		expect(await answered(401, () => ({ message: SIGNATURE_REFUSED }))).toEqual({ from: 'strangerTrigger' });
		expect(await answered(503, () => ({ message: SECRET_CHANGED }))).toEqual({ from: 'strangerTrigger' });
		expect(await answered(401, () => ({ message: 'Unauthorized' }))).toEqual({ from: 'other', status: 401 });
	});

	it('distinguishes an n8n without the workflow from another server without the path', async () => {
		const message = 'The requested webhook "POST 1/genesys-open-messaging" is not registered.';
		expect(await answered(404, () => ({ code: 404, message, hint: '' }))).toEqual({ from: 'n8n' });
		expect(await answered(404, () => 'Not Found')).toEqual({ from: 'other', status: 404 });
		expect(await answered(301, () => '')).toEqual({ from: 'other', status: 301 });
	});

	it.each([429, 500, 503])('draws no conclusion from a busy server: %i', async (status) => {
		expect(await answered(status, () => '')).toEqual({ from: 'nobody', reason: `it answered ${status}` });
	});

	it('returns why there was no response', async () => {
		const error = new GenesysUnreachableError({ code: 'ENOTFOUND', message: 'n8n.acme.io cannot be reached', advice: '' });
		expect(await probe(async () => error, URL_OF_TRIGGER, SECRET)).toEqual({ from: 'nobody', reason: 'n8n.acme.io cannot be reached' });
	});
});

describe('a body', () => {
	it.each(['', '[]', '{', '{"type":"Text","challenge":"1"}', '{"type":"n8nSetupCheck"}', `{"type":"n8nSetupCheck","challenge":"${'1'.repeat(200)}"}`])(
		'is no probe: %s',
		(body) => {
			expect(challengeIn(Buffer.from(body))).toBeUndefined();
		},
	);
});

test('the fingerprint of a secret distinguishes secrets but is too short to reveal one', () => {
	expect(secretMark(SECRET)).toBe(secretMark(SECRET));
	expect(secretMark(SECRET)).not.toBe(secretMark(OTHER));
	expect(secretMark(SECRET)).toMatch(/^[0-9a-f]{8}$/);
});
