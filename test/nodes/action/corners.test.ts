import nock from 'nock';
import { NodeApiError, NodeOperationError, type INodeParameters } from 'n8n-workflow';
import { API } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { runAction } from '../support/runAction';

/** Whatever an expression returns, the message operations either send a valid request or report what is wrong. */

const sent: string[] = [];

beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
	sent.length = 0;
	nock(API)
		.persist()
		.post(/\/inbound\/open\//)
		.query(true)
		.reply(200, async (request: Request) => {
			sent.push(await request.text());
			return { id: 'genesys-message', conversationId: CONVERSATION };
		})
		.get(/\/conversations\//)
		.reply(404, {});
});
afterEach(() => nock.cleanAll());
afterAll(() => {
	nock.enableNetConnect();
	nock.restore();
});

const to = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42' };
const value = '={{ $json.value }}';
const field = (group: string, name: string): INodeParameters => ({ ...to, text: 'Hi', [group]: { [name]: value } });

/** Every parameter that takes an expression, with what else its operation needs. */
const PARAMETERS: Array<[string, string, INodeParameters]> = [
	...['customerId', 'text', 'integrationId', 'queue', 'transcript', 'summary'].map((name): [string, string, INodeParameters] => ['handover: start', name, { ...to, text: 'Hi', [name]: value }]),
	...['email', 'firstName', 'imageUrl', 'lastName', 'nickname', 'phone'].map(
		(name): [string, string, INodeParameters] => ['handover: start', name, field('customer', name)],
	),
	...['language', 'priority', 'skills'].map((name): [string, string, INodeParameters] => ['handover: start', name, field('routing', name)]),
	...['customAttributes', 'customerIdType', 'messageId', 'sendProfile'].map(
		(name): [string, string, INodeParameters] => ['handover: start', name, field('options', name)],
	),
	...['customerId', 'text', 'attachments', 'binaryPropertyName', 'integrationId'].map(
		(name): [string, string, INodeParameters] => ['message: send', name, { ...to, text: 'Hi', [name]: value }],
	),
	...['customerIdType', 'messageId'].map((name): [string, string, INodeParameters] => ['message: send', name, field('options', name)]),
	...['customerId', 'type', 'text', 'payload', 'originatingMessageId'].map(
		(name): [string, string, INodeParameters] => ['message: sendButtonResponse', name, { ...to, text: 'Yes', originatingMessageId: 'm', [name]: value }],
	),
	...['customerId', 'messageId', 'status', 'reasonCode', 'reasonText'].map(
		(name): [string, string, INodeParameters] => ['message: sendReceipt', name, { ...to, messageId: 'm', status: 'Failed', [name]: value }],
	),
	['message: sendTyping', 'customerId', { ...to, customerId: value }],
];

const HUGE = 'word '.repeat(1_000_000);
const VALUES: Array<[string, unknown]> = [
	['nothing', undefined],
	['null', null],
	['an empty text', ''],
	['blanks', ' \n\u00a0'],
	['five megabytes', HUGE],
	['five megabytes without a blank', 'x'.repeat(5_000_000)],
	['a million lines', '-\n'.repeat(1_000_000)],
	['a null character', 'a\u0000b'],
	['half of an emoji', '\ud83d'],
	['a mark of direction', '\u202eabc'],
	['JSON', '"}],{"channel":{}}'],
	['a name of JavaScript', '__proto__'],
	['an object', { a: 1 }],
	['an object with a huge text', { text: HUGE }],
	['a list of lists', [[[]]]],
	['a list of ten thousand', Array.from({ length: 10_000 }, (_, n) => `entry ${n}`)],
	['true', true],
	['NaN', NaN],
	['a number that is too large', 2 ** 60],
	['an invalid date', new Date(NaN)],
];

describe.each(PARAMETERS)('%s: %s', (operation, _name, parameters) => {
	it.each(VALUES)('sends or rejects it with a clear error if it is %s', async (_what, given) => {
		const outcome = await runAction({ operation, parameters, items: [{ value: given } as never] }).then(
			() => undefined,
			(error: unknown) => error,
		);
		for (const body of sent) {
			expect(body.length).toBeLessThan(50_000);
			expect(() => JSON.parse(body) as unknown).not.toThrow();
		}
		if (outcome === undefined) return expect(sent.length).toBeGreaterThan(0);
		expect(sent).toEqual([]);
		expect(outcome instanceof NodeOperationError && !(outcome instanceof NodeApiError)).toBe(true);
		const { message, description } = outcome as NodeOperationError;
		expect(message.length).toBeLessThan(300);
		expect(description).toBeTruthy();
		expect(description?.length).toBeLessThan(600);
	});
});
