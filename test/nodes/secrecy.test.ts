import '../support/movableClock';
import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { allOf } from '../support/allOf';
import { logged } from '../support/logged';
import { spellingsOf } from '../support/spellings';
import { withoutWaiting } from '../support/withoutWaiting';
import { agentMessage, signatureOf } from './support/deliveries';
import { API, guardNetwork, LOGIN } from './support/genesys';
import { CONVERSATION, INTEGRATION } from './support/ids';
import { runAction } from './support/runAction';
import { triggerServer } from './support/runTrigger';
import { StoredCredential } from './support/storedCredential';

/** As long as Genesys' own. */
const PLANTED = {
	clientSecret: ['planted-client', 'secret-0WVJ4cqkZL7hXn2RtYp8'].join('-'),
	accessToken: ['planted-access', 'token-6Gq0pVnE3uTz1yXbKc5dLw8sRfHaMj2oPiQ4vN7eBt9kUxYlZgSrWmDhCf'].join('-'),
	webhookSecret: 'planted webhook secret',
	previousWebhookSecret: 'planted webhook secret of before',
	text: 'planted text: "my card" is 4111\nGrüße',
	email: 'planted.grace@example.org',
	phone: '+49 30 planted 5550100',
	attribute: 'planted order 4711',
};

const credential = () => new StoredCredential({ ...PLANTED });

const spellings = spellingsOf(Object.values(PLANTED));

function expectNothingPlanted(...things: unknown[]): void {
	const all = [...things, logged()].map(allOf).join('\n');
	expect(spellings.filter((spelling) => all.includes(spelling))).toEqual([]);
}

guardNetwork('127.0.0.1');

/** Out of the item, so that it is not in the workflow, which n8n shows with each error. */
const fromItem = (name: keyof typeof PLANTED) => `={{ $json.${name} }}`;

const parameters: INodeParameters = {
	integrationId: { __rl: true, mode: 'id', value: INTEGRATION },
	conversationId: CONVERSATION,
	customerId: 'customer-42',
	text: fromItem('text'),
};
const OPERATIONS: Record<string, INodeParameters> = {
	'handover: start': {
		customer: { email: fromItem('email'), phone: fromItem('phone') },
		summary: fromItem('text'),
		transcript: fromItem('text'),
		options: { customAttributes: '={{ { order: $json.attribute } }}' },
	},
	'message: send': {},
	'message: sendButtonResponse': { payload: fromItem('text'), originatingMessageId: 'm-1' },
	'conversation: setAttributes': { customAttributes: '={{ { order: $json.attribute } }}' },
	'conversation: get': {},
	'handover: getStatus': {},
	'integration: update': { webhookSecret: 'replace' },
	'integration: getMany': {},
	'setup: check': {},
};

/** What the request had, as a gateway that echoes it would write it. */
async function echoOf(request: Request): Promise<string> {
	return JSON.stringify({ headers: Object.fromEntries(request.headers), body: await request.text() });
}

type Reply = (interceptor: nock.Interceptor) => unknown;
const echoing = (status: number, answer: (echo: string) => IDataObject | string): Reply => (interceptor) =>
	interceptor.reply(status, async (request: Request) => answer(await echoOf(request)));

const FAILURES: Record<string, Reply> = {
	'a refusal that repeats header and body as its message': echoing(400, (message) => ({ code: 'bad.request', message, status: 400 })),
	'a refusal that repeats them as its code and context id': echoing(409, (echo) => ({ code: echo, message: 'No', contextId: echo })),
	'a refusal that repeats them as its errors': echoing(422, (message) => ({ errors: [{ message }] })),
	'a web page with them': echoing(502, (echo) => `<html><body>${echo}</body></html>`),
	'a text with them': echoing(403, (echo) => echo),
	'a 401 with them': echoing(401, (message) => ({ code: 'bad.credentials', message })),
	'a 200 that is no JSON': echoing(200, (echo) => `{"id": ${echo}`),
	'a 200 with something else': echoing(200, (echo) => ({ echo })),
	'a broken connection': (interceptor) => interceptor.replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
	'a failure without a code': (interceptor) => interceptor.replyWithError(new Error('something broke')),
};

function answerAll(reply: Reply): void {
	for (const method of ['get', 'post', 'put', 'patch'] as const) reply(nock(API).persist()[method](/.*/).query(true));
	nock(LOGIN).persist().post('/oauth/token').reply(200, { access_token: PLANTED.accessToken, expires_in: 86399 });
}

async function outcomeOf(operation: string, node: IDataObject = {}): Promise<unknown> {
	const given = { ...parameters, ...OPERATIONS[operation] };
	const run = runAction({ operation, parameters: given, items: [PLANTED], credential: credential(), node });
	return await run.catch((error: unknown) => error);
}

describe.each(Object.keys(FAILURES))('with %s as the answer, no secret and no word of a message is shown or logged', (failure) => {
	afterEach(() => nock.cleanAll());

	it.each(Object.keys(OPERATIONS))('%s', async (operation) => {
		answerAll(FAILURES[failure]);
		const { result } = await withoutWaiting(async () => [
			await outcomeOf(operation),
			await outcomeOf(operation, { onError: 'continueRegularOutput' }),
		]);
		const errors = result.map((outcome) => (Array.isArray(outcome) ? (outcome as Array<{ json: IDataObject }>).filter(({ json }) => 'error' in json) : outcome));
		expectNothingPlanted(...errors);
	});
});

describe('a login that repeats the secret', () => {
	afterEach(() => nock.cleanAll());

	it.each([400, 401, 403, 500])('with status %i', async (status) => {
		nock(LOGIN)
			.persist()
			.post('/oauth/token')
			.reply(status, async (request: Request) => {
				const echo = `${await echoOf(request)} client_secret=${PLANTED.clientSecret}`;
				return { error: echo, error_description: echo, message: echo };
			});
		const empty = credential();
		empty.token = '';
		const run = runAction({ operation: 'message: send', parameters, items: [PLANTED], credential: empty });
		const { result } = await withoutWaiting(async () => await run.catch((error: unknown) => error));
		expect(result).toBeInstanceOf(Error);
		expectNothingPlanted(result);
	});
});

describe('the trigger', () => {
	const start = triggerServer();
	const delivery = () => agentMessage({ text: PLANTED.text, content: [{ contentType: 'Attachment', attachment: { url: `${API}/file?signature=${PLANTED.attribute}` } }] });

	it('logs nothing of a delivery that is forged, broken, another integration\u2019s or cannot be taken', async () => {
		const stored = credential();
		const trigger = start({ credential: stored });
		const body = JSON.stringify(delivery());
		const answers = [
			await trigger.post(body),
			await trigger.deliver(delivery(), { secret: 'a different secret' }),
			await trigger.post(`"${PLANTED.text.replace(/\W/g, ' ')}"`, { 'X-Hub-Signature-256': signatureOf(`"${PLANTED.text.replace(/\W/g, ' ')}"`, PLANTED.webhookSecret) }),
			await trigger.deliver(agentMessage({ text: PLANTED.text, channel: { id: 'other', to: { id: 'c' } } }), { secret: PLANTED.webhookSecret }),
		];
		const other = credential();
		other.broken = new Error('The credential cannot be decrypted');
		answers.push(await start({ credential: other }).deliver(delivery(), { secret: PLANTED.webhookSecret }));
		expect(answers.map(({ status }) => status)).toEqual([401, 401, 400, 404, 503]);
		expect(logged()).not.toEqual([]);
		expectNothingPlanted(answers);
	});

	it('logs nothing of a message whose file and agent cannot be had, and says no secret in the item', async () => {
		answerAll(FAILURES['a 401 with them']);
		const trigger = start({ credential: credential(), parameters: { options: { downloadAttachments: true, includeAgent: true } } as never });
		expect((await trigger.deliver(delivery(), { secret: PLANTED.webhookSecret })).status).toBe(200);
		const [{ attachments }] = trigger.started as Array<{ attachments: Array<{ downloadError: string }> }>;
		expect(logged()).not.toEqual([]);
		expectNothingPlanted(attachments[0].downloadError);
		nock.cleanAll();
	});
});

it('finds what it looks for', () => {
	const nested = new Error('x', { cause: Object.assign(new Error('y'), { config: { headers: { Authorization: `Bearer ${PLANTED.accessToken}` } } }) });
	expect(() => expectNothingPlanted(nested)).toThrow();
	expect(() => expectNothingPlanted({ body: JSON.stringify({ text: PLANTED.text }) })).toThrow();
	for (const client of ['a', 'ab', 'abc']) {
		expect(() => expectNothingPlanted(`Basic ${btoa(`${client}:${PLANTED.clientSecret}`)}`)).toThrow();
	}
});
