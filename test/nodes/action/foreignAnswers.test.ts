import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { API, guardNetwork } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { runAction } from '../support/runAction';

/** Responses with status 200 from proxies, login pages, and other services instead of Genesys Cloud. */

guardNetwork();

const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };
const queue = { __rl: true, mode: 'name', value: 'Support' };
const customerId = 'customer-42';
const conversationId = CONVERSATION;

const OPERATIONS: Array<[string, INodeParameters]> = [
	['handover: start', { integrationId, customerId, text: 'Hi' }],
	['handover: getStatus', { conversationId }],
	['handover: getStatus', { findBy: 'customer', integrationId, customerId }],
	['handover: end', { conversationId }],
	['handover: checkAvailability', { queue }],
	['message: send', { integrationId, customerId, text: 'Hi' }],
	['message: sendButtonResponse', { integrationId, customerId, text: 'Yes', originatingMessageId: 'm-1' }],
	['message: sendTyping', { integrationId, customerId }],
	['message: sendReceipt', { integrationId, customerId, messageId: 'm-1' }],
	['conversation: get', { conversationId }],
	['conversation: findActive', { integrationId, customerId }],
	['conversation: setAttributes', { conversationId, customAttributes: '={{ { order: 1 } }}' }],
	['conversation: transfer', { conversationId, queue }],
	['integration: create', { name: 'Web chat' }],
	['integration: get', { integrationId }],
	['integration: getMany', {}],
	['integration: update', { integrationId, updateFields: { name: 'Web chat' } }],
	['integration: delete', { integrationId }],
	['setup: provision', { name: 'Web chat', queue }],
];

const ANSWERS: Array<[string, string | IDataObject]> = [
	['a page', '<html><body>Please log in</body></html>'],
	['nothing', ''],
	['JSON of something else', { error: 'please log in' }],
];

describe.each(ANSWERS)('%s instead of a response', (_what, body) => {
	afterEach(() => nock.cleanAll());

	it.each(OPERATIONS)('is not a success for %s', async (operation, parameters) => {
		for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
			nock(API).persist()[method](/.*/).query(true).reply(200, body);
		}
		const run = async () => await runAction({ operation, parameters, node: { onError: 'continueRegularOutput' } });
		const { result } = await withoutWaiting(run);
		expect(result).toMatchObject([{ json: { error: { code: 'unexpected.answer', advice: expect.stringContaining('proxy') } } }]);
	});
});
