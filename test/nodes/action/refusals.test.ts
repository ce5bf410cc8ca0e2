import nock from 'nock';
import type { IDataObject } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, INBOUND, lacks, takeInbound } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { failureOf, runAction, runOnce } from '../support/runAction';

guardNetwork();

const parameters = {
	integrationId: { __rl: true, mode: 'id', value: INTEGRATION },
	customerId: 'customer-42',
	text: 'Hi',
};
const send = async () => await runOnce('message: send', parameters);
const post = () => api().post(INBOUND).query(true);

describe('an error from Genesys Cloud', () => {
	it('names a missing permission and where to add it', async () => {
		post().reply(403, lacks('conversation:message:receive'));
		const failure = await failureOf(send());
		expect(failure.message).toContain('Send message: Genesys Cloud returned 403');
		expect(failure.description).toContain(
			'Add the permission conversation:message:receive to the role of the OAuth client or signed-in user',
		);
		expect(failure.description).toContain('context-of-support');
		expect(failure.context.itemIndex).toBe(0);
	});

	// The code was dropped when it had a word of the customer's in it.
	it('has the same code regardless of the customer\'s text', async () => {
		post().reply(403, lacks('conversation:message:receive'));
		const [{ json }] = await runAction({
			operation: 'message: send',
			parameters: { ...parameters, text: 'missing', customerId: 'permissions' },
			node: { onError: 'continueRegularOutput' },
		});
		expect(json.error).toMatchObject({ code: 'missing.permissions', contextId: 'context-of-support' });
	});

	it('explains that the integration does not exist', async () => {
		post().reply(404, { code: 'not.found', message: 'Integration not found', status: 404, contextId: 'c-404' });
		const failure = await failureOf(send());
		expect(failure.message).toBe('Send message: Genesys Cloud returned 404 – Integration not found');
		expect(failure.description).toMatch(/^Check the ID\. .* Context ID: c-404\.$/);
	});

	it('ignores the content of a web page, such as from a proxy', async () => {
		post().reply(400, '<html><body><h1>Bad Gateway</h1></body></html>', {
			'Content-Type': 'text/html',
			'ININ-Correlation-Id': 'edge-1',
		});
		const failure = await failureOf(send());
		expect(failure.message).toBe('Send message: Genesys Cloud returned 400');
		expect(failure.description).toContain('edge-1');
		expect(JSON.stringify(failure)).not.toContain('<h1>');
	});

	it('never shows a token, a secret, or the request body', async () => {
		post().reply(400, { code: 'bad.request', message: 'No', status: 400 });
		const fromItem = { ...parameters, text: '={{ $json.text }}' };
		const items = [{ text: 'my card number is 4111' }];
		const failure = await failureOf(runAction({ operation: 'message: send', parameters: fromItem, items }));
		const shown = JSON.stringify({ ...failure, message: failure.message, stack: failure.stack, cause: failure.cause });
		expect(shown).not.toMatch(/4111|Bearer|stored-access|the right one/);
	});
});

describe('a temporary failure', () => {
	it('retries a rate-limited request after the time that Genesys Cloud asks for', async () => {
		post().reply(429, { code: 'too.many.requests', message: 'Rate limit exceeded' }, { 'Retry-After': '20' });
		const sent = takeInbound();
		const { result, waitedMs } = await withoutWaiting(send);
		expect(result.messageId).toBe('genesys-message-1');
		expect(waitedMs).toBeGreaterThanOrEqual(20_000);
		expect(sent).toHaveLength(1);
	});

	it.each([500, 502, 503, 504])('retries a %i with the same message ID and time', async (status) => {
		const first: IDataObject[] = [];
		post().reply(status, async (request: Request) => {
			first.push((await request.json()) as IDataObject);
			return 'busy';
		});
		const sent = takeInbound();
		await withoutWaiting(send);
		expect(sent).toEqual(first);
	});

	it('retries after a broken connection', async () => {
		post().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
		const sent = takeInbound();
		await withoutWaiting(send);
		expect(sent).toHaveLength(1);
	});
});

describe('a permanent failure', () => {
	it('points to the status page if the service stays down', async () => {
		post().times(5).reply(500, { code: 'internal.server.error', message: 'Oops', status: 500 });
		const { result: failure } = await withoutWaiting(async () => await failureOf(send()));
		expect(failure.message).toBe('Send message: Genesys Cloud returned 500 – Oops');
		expect(failure.description).toContain('Try again later');
	});

	it('explains why Genesys Cloud cannot be reached', async () => {
		post()
			.times(5)
			.replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
		const { result: failure } = await withoutWaiting(async () => await failureOf(send()));
		expect(failure.message).toBe("Send message: Genesys Cloud can't be reached: the connection was refused");
		expect(failure.description).toContain('Check the region');
	});

	it('does not retry after an untrusted certificate, and explains the fix', async () => {
		const code = 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';
		post().replyWithError(Object.assign(new Error('unable to get local issuer certificate'), { code }));
		const failure = await failureOf(send());
		expect(failure.message).toBe("Send message: Genesys Cloud can't be reached: n8n doesn't trust the issuer of its certificate");
		expect(failure.description).toContain('NODE_EXTRA_CA_CERTS');
	});

	it('explains how to set the credentials of a proxy', async () => {
		post().reply(407, 'Proxy Authentication Required');
		expect((await failureOf(send())).description).toContain('Add a user and password to HTTPS_PROXY');
	});

	it('stops at a rate limit of more than a minute and a half', async () => {
		post().reply(429, { code: 'rate.limited', message: 'Rate limit exceeded' }, { 'Retry-After': '600' });
		const failure = await failureOf(send());
		expect(failure.message).toContain('429');
		expect(failure.description).toContain('300 requests per minute');
	});
});

it('returns a stable code to a workflow that continues on errors', async () => {
	post().reply(403, lacks('conversation:message:receive'));
	const [{ json }] = await runAction({
		operation: 'message: send',
		parameters,
		node: { onError: 'continueRegularOutput' },
	});
	expect(json).toEqual({
		error: {
			message: expect.stringContaining('missing the following permission'),
			code: 'missing.permissions',
			status: 403,
			contextId: 'context-of-support',
			advice: expect.stringContaining('conversation:message:receive'),
		},
	});
});

it('starts the handover even if the conversation cannot be read afterwards', async () => {
	const sent = takeInbound();
	api().get(`/api/v2/conversations/${CONVERSATION}`).reply(403, lacks('conversation:communication:view'));
	expect(await runOnce('handover: start', parameters)).toMatchObject({ status: 'started', conversationId: CONVERSATION });
	expect(sent).toHaveLength(1);
	expect(nock.isDone()).toBe(true);
});
