import { type INodeParameters } from 'n8n-workflow';
import { guardNetwork, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };
const fromItem = { integrationId, customerId: '={{ $json.customer }}', text: '={{ $json.text }}' };
const operation = 'message: send';

describe('several items', () => {
	it('are sent in order, each with its own values and paired item', async () => {
		const sent = takeInbound(3);
		const items = ['Ada', 'Bob', 'Cyd'].map((customer) => ({ customer, text: `I am ${customer}` }));
		const output = await runAction({ operation, parameters: fromItem, items });
		expect(sent.map(({ channel, text }) => [channel.from.id, text])).toEqual([
			['Ada', 'I am Ada'],
			['Bob', 'I am Bob'],
			['Cyd', 'I am Cyd'],
		]);
		expect(new Set(sent.map(({ channel }) => channel.messageId)).size).toBe(3);
		expect(output.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual([
			['Ada', { item: 0 }],
			['Bob', { item: 1 }],
			['Cyd', { item: 2 }],
		]);
	});

	it('are sent in order for each customer, and in parallel for several customers', async () => {
		const sent = takeInbound(60);
		const items = Array.from({ length: 60 }, (_, n) => ({ customer: `customer-${n % 20}`, text: `text ${n}` }));
		const output = await runAction({ operation, parameters: fromItem, items });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		for (let customer = 0; customer < 20; customer++) {
			const texts = sent.filter(({ channel }) => channel.from.id === `customer-${customer}`).map(({ text }) => text);
			expect(texts).toEqual([`text ${customer}`, `text ${customer + 20}`, `text ${customer + 40}`]);
		}
	});

	it('make no call and return no output if there are none', async () => {
		expect(await runAction({ operation, parameters: fromItem, items: [] })).toEqual([]);
	});
});

it.each([
	['a Date, as database nodes give it', '={{ new Date("2026-01-31T10:00:00Z") }}', '2026-01-31T10:00:00.000Z'],
	['a DateTime, as $now', '={{ DateTime.fromISO("2026-01-31T10:00:00Z").toUTC() }}', '2026-01-31T10:00:00.000Z'],
	['a part of one', '={{ DateTime.fromISO("2026-01-31T10:00:00Z").toUTC().year }}', '2026'],
])('sends a date as text: %s', async (_kind, text, expected) => {
	const sent = takeInbound();
	await runAction({ operation, parameters: { integrationId, customerId: 'customer-42', text } });
	expect(sent).toMatchObject([{ text: expected }]);
});

describe('an invalid item', () => {
	it('stops the execution with an error that names the item', async () => {
		takeInbound();
		const items = [{ customer: 'Ada', text: 'Hi' }, { text: 'Hi' }, { customer: 'Cyd', text: 'Hi' }];
		const failure = await failureOf(runAction({ operation, parameters: fromItem, items }));
		expect(failure.message).toBe('"Customer ID" is empty');
		expect(failure.context.itemIndex).toBe(1);
	});

	it('becomes an item with a code if the workflow continues on errors', async () => {
		takeInbound(2);
		const items = [{ customer: 'Ada', text: 'Hi' }, { text: 'Hi' }, { customer: 'Cyd', text: 'Hi' }];
		const output = await runAction({
			operation,
			parameters: fromItem,
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(output[1]).toEqual({
			json: {
				error: {
					message: '"Customer ID" is empty',
					code: 'invalid.input',
					parameter: 'Customer ID',
					advice: expect.stringContaining('check that the input item has that field'),
				},
			},
			pairedItem: { item: 1 },
		});
		expect(output.map(({ json }) => json.customerId)).toEqual(['Ada', undefined, 'Cyd']);
	});

	it.each<[string, INodeParameters, string]>([
		['a customer id that is empty', { customerId: '={{ $json.nothing }}' }, '"Customer ID" is empty'],
		['a customer id of blanks', { customerId: '  ' }, '"Customer ID" is empty'],
		[
			'a customer id too large for JavaScript',
			{ customerId: '={{ 12345678901234567890 }}' },
			'"Customer ID" is too large for an exact number',
		],
		['a customer id that is an object', { customerId: '={{ ({ id: 1 }) }}' }, '"Customer ID" is an object'],
		['a text that is a list', { text: '={{ [1, 2] }}' }, '"Text" is a list'],
		['a text that is an invalid date', { text: '={{ new Date(NaN) }}' }, '"Text" is an invalid date'],
		['a text that is empty', { text: '' }, '"Text" is empty'],
		[
			'an integration that is not picked',
			{ integrationId: { __rl: true, mode: 'list', value: '' } },
			'"Integration" is empty',
		],
		[
			'an integration whose expression finds nothing',
			{ integrationId: { __rl: true, mode: 'id', value: '={{ $json.nope }}' } },
			'"Integration" is empty',
		],
		[
			'a kind of customer id that Genesys does not have',
			{ options: { customerIdType: 'Nickname' } },
			'"Customer ID Type" is "Nickname"',
		],
	])('is rejected before any call: %s', async (_case, changes, message) => {
		const credential = new StoredCredential();
		const parameters = { integrationId, customerId: 'customer-42', text: 'Hi', ...changes };
		const failure = await failureOf(runAction({ operation, parameters, credential }));
		expect(failure.message).toContain(message);
		expect(failure.description).toBeTruthy();
		expect(failure.context.itemIndex).toBe(0);
		expect(credential.reads).toBe(0);
	});

	it('is rejected with the name of an unknown operation', async () => {
		const unknown = {
			'message: recall': 'message: recall',
			'handover: constructor': 'handover: constructor',
			'voice: call': 'voice',
		};
		for (const [operation, shown] of Object.entries(unknown)) {
			const failure = await failureOf(runAction({ operation }));
			expect(failure.message).toBe(`This version of the node has no operation "${shown}"`);
			expect(failure.description).toContain('update the package');
		}
	});

	it('is rejected without a credential', async () => {
		const parameters = { integrationId, customerId: 'customer-42', text: 'Hi' };
		const failure = await failureOf(runAction({ operation, parameters, node: { credentials: undefined } }));
		expect(failure.message).toBe('Node does not have any credentials set');
	});
});
