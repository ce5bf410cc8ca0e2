import nock from 'nock';
import type { IDataObject } from 'n8n-workflow';
import { genesysFor, freshToken, opened, panelCredential, panelServer, tokenInfo, type Told } from '../support/agentPanel';
import { API, guardNetwork } from '../support/genesys';

/** Requests that the Genesys Agent Panel Trigger rejects with a status and a code, without an execution. */

guardNetwork('127.0.0.1');
const start = panelServer();
const text = expect.any(String) as string;
const OTHER = 'aaaaaaaa-1111-4222-8333-444444444444';

it.each<[title: string, authorization: (() => string) | undefined]>([
	['without a token', undefined],
	['with an empty header', () => ''],
	['with another scheme', () => 'Basic Z3JhY2U6aG9wcGVy'],
	['with two tokens', () => 'Bearer one two'],
	['with a token that is invalid in a header', () => 'Bearer ünïcode'.normalize('NFC')],
	['with a token above the length limit', () => `Bearer ${'x'.repeat(5_000)}`],
])('returns 401 for a request %s without a call to Genesys Cloud', async (_title, authorization) => {
	const panel = start();
	const { status, body } = await panel.post(opened(), authorization?.().replace(/[^\x20-\xff]/g, ''));
	expect({ status, body }).toEqual({ status: 401, body: { code: 'signIn', message: text } });
	expect(panel.started).toEqual([]);
});

const UNKNOWN: IDataObject = { status: 401, code: 'bad.credentials', message: 'Invalid login credentials.' };
const HIDDEN: IDataObject = { status: 403, code: 'not.authorized', message: 'You are not authorized to perform the requested action.' };

it.each<[title: string, status: number, code: string, told: Told]>([
	['that has expired or was revoked', 401, 'signIn', { token: [401, UNKNOWN], user: [401, UNKNOWN], conversation: [401, UNKNOWN] }],
	['of another organization', 403, 'foreignToken', { token: [200, tokenInfo(OTHER)], conversation: [404] }],
	['of another client', 403, 'foreignToken', { token: [200, tokenInfo(undefined, OTHER)] }],
	['whose organization is missing', 403, 'foreignToken', { token: [200, { OAuthClient: {} }] }],
	['of client credentials, without a user', 403, 'foreignToken', { user: [400, { code: 'bad.request', message: 'This request requires a user context.' }] }],
	['without the scope to identify its user', 403, 'foreignToken', { token: [403, HIDDEN] }],
	['of an agent without access to the conversation', 403, 'notAllowed', { conversation: [403, HIDDEN] }],
	['of an agent to whom the conversation does not exist', 403, 'notAllowed', { conversation: [404, { code: 'not.found', message: 'Not found' }] }],
	['that returns a different conversation', 403, 'notAllowed', { conversation: [200, { id: OTHER, participants: [] }] }],
])('rejects a token %s with %i %s, without an execution', async (_title, status, code, told) => {
	const panel = start();
	const token = freshToken();
	genesysFor(token, told);
	const answer = await panel.post(opened(), `Bearer ${token}`);
	expect({ status: answer.status, body: answer.body }).toEqual({ status, body: { code, message: text } });
	expect(JSON.stringify([answer.headers, answer.body, panel.logged])).not.toContain(token);
	expect(panel.started).toEqual([]);
});

it.each<[title: string, told: Told]>([
	['is down', { token: [503], user: [503], conversation: [503] }],
	['limits the rate for longer than an agent would wait', { conversation: [429, { code: 'too.many.requests', message: 'Rate limit' }] }],
	['returns a proxy page', { token: [200, undefined] }],
])('returns 503 if Genesys Cloud %s', async (_title, told) => {
	const panel = start();
	const token = freshToken();
	const genesys = nock(API).persist();
	genesys.get('/api/v2/tokens/me').reply(...(told.token ?? [200, tokenInfo()]));
	genesys.get('/api/v2/users/me').reply(...(told.user ?? [200, { id: OTHER, name: 'Grace' }]));
	genesys.get(/conversations/).reply(told.conversation?.[0] ?? 200, told.conversation?.[1] ?? { id: OTHER, participants: [] }, { 'Retry-After': '30' });
	const answer = await panel.post(opened(), `Bearer ${token}`);
	expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, body: { code: 'unavailable', message: text } });
	expect(JSON.stringify([answer, panel.logged])).not.toContain(token);
	expect(panel.started).toEqual([]);
	nock.cleanAll();
});

it('returns 503 after two attempts if the connection breaks, without logging the token', async () => {
	const panel = start();
	const token = freshToken();
	for (const path of ['/api/v2/tokens/me', '/api/v2/users/me', /conversations/]) nock(API).get(path).twice().replyWithError(Object.assign(new Error(`Bearer ${token}`), { code: 'ECONNRESET' }));
	const answer = await panel.post(opened(), `Bearer ${token}`);
	expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
	expect(JSON.stringify([answer, panel.logged])).not.toContain(token);
	expect(panel.started).toEqual([]);
});

it('does not follow redirects with the token', async () => {
	const panel = start();
	const token = freshToken();
	for (const path of ['/api/v2/tokens/me', '/api/v2/users/me', /conversations/]) nock(API).get(path).reply(302, '', { Location: 'https://evil.example.com/' });
	expect(await panel.post(opened(), `Bearer ${token}`)).toMatchObject({ status: 503 });
});

it('rejects a repeated request and accepts the next one from the same page', async () => {
	const panel = start();
	const token = freshToken();
	genesysFor(token, { messages: [200, { entities: [] }] }, 2);
	genesysFor(token);
	const request = opened();
	expect(await panel.post(request, `Bearer ${token}`)).toMatchObject({ status: 200 });
	expect(await panel.post({ ...request, requestId: String(request.requestId).toUpperCase() }, `Bearer ${token}`)).toMatchObject({ status: 403, body: { code: 'repeated', message: text } });
	expect(await panel.post(opened(), `Bearer ${token}`)).toMatchObject({ status: 200 });
	expect(panel.started).toHaveLength(2);
});

it('accepts a repeated request if Genesys Cloud was unavailable the first time', async () => {
	const panel = start();
	const token = freshToken();
	genesysFor(token, { conversation: [502] });
	nock(API).get(/conversations/).reply(502);
	const request = opened();
	expect(await panel.post(request, `Bearer ${token}`)).toMatchObject({ status: 503 });
	genesysFor(token, { messages: [200, { entities: [] }] });
	expect(await panel.post(request, `Bearer ${token}`)).toMatchObject({ status: 200 });
});

it.each([-61_000, 61_000])('rejects a request with a timestamp %i ms from now', async (skew) => {
	const panel = start();
	const answer = await panel.post(opened({ sentAt: Date.now() + skew }), `Bearer ${freshToken()}`);
	expect(answer).toMatchObject({ status: 403, body: { code: 'tooOld', message: text } });
	expect(panel.started).toEqual([]);
});

it.each<[title: string, body: unknown]>([
	['a list', []],
	['an unknown event', opened({ event: 'utterance' })],
	['a conversation ID that is a path', opened({ conversationId: '../../tokens/me' })],
	['a conversation ID that is an object', opened({ conversationId: { id: 'x' } })],
	['no request ID', opened({ requestId: undefined })],
	['no time', opened({ sentAt: undefined })],
	['an action without a name', opened({ event: 'panelAction', action: { value: 'x' } })],
	['an action with an object as its value', opened({ event: 'panelAction', action: { name: 'save', value: { a: 1 } } })],
	['a body above the limit', opened({ event: 'panelAction', action: { name: 'save', value: 'x'.repeat(70_000) } })],
])('returns 400 for %s without a call to Genesys Cloud', async (_title, body) => {
	const panel = start();
	expect(await panel.post(body, `Bearer ${freshToken()}`)).toMatchObject({ status: 400, body: { code: 'badRequest', message: text } });
	expect(panel.started).toEqual([]);
});

it('returns 429 for the 31st request with a token within a minute, but not for other tokens', async () => {
	const panel = start();
	const token = freshToken();
	for (let count = 0; count < 30; count++) expect(await panel.post('{}', `Bearer ${token}`)).toMatchObject({ status: 400 });
	const { status, headers, body } = await panel.post(opened(), `Bearer ${token}`);
	expect({ status, body }).toEqual({ status: 429, body: { code: 'tooMany', message: text } });
	expect(Number(headers['retry-after'])).toBeGreaterThan(50);
	expect(await panel.post('{}', `Bearer ${freshToken()}`)).toMatchObject({ status: 400 });
	expect(panel.started).toEqual([]);
});

it.each<[field: string, changes: Record<string, string>]>([
	['Client ID', { clientId: '' }],
	['Organization ID', { organizationId: 'Acme' }],
	['Custom Domain', { region: 'custom', customDomain: '' }],
	['Custom Domain', { region: 'custom', customDomain: 'mypurecloud.de;sandbox' }],
	['Region', { region: '' }],
	['Region', { region: 'mypurecloud.de; frame-ancestors *' }],
])("rejects every request with the reason if the credential's %s is invalid", async (field, changes) => {
	const credential = panelCredential();
	Object.assign(credential.data, changes);
	const panel = start({ credential });
	expect(await panel.post(opened(), `Bearer ${freshToken()}`)).toMatchObject({ status: 503, body: { code: 'unavailable', message: expect.stringMatching(new RegExp(field, 'i')) as string } });
	expect(await panel.open()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
	expect(panel.started).toEqual([]);
});

it('rejects every request if n8n cannot read the credential, without logging the token', async () => {
	const credential = panelCredential();
	credential.broken = new Error('The encryption key was changed');
	const panel = start({ credential });
	const token = freshToken();
	expect(await panel.post(opened(), `Bearer ${token}`)).toMatchObject({ status: 503, body: { code: 'unavailable', message: expect.stringContaining('your administrator') as string } });
	expect(await panel.open()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
	expect(panel.logged).toEqual([0, 1].map(() => expect.stringContaining('The encryption key was changed') as string));
	expect(panel.logged.join()).not.toContain(token);
});
