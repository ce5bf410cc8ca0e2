import fc from 'fast-check';
import { parseOutbound } from '../../../../genesys/openMessaging/outbound';
import { channel, delivery, eventOf, overTheWire, reversed, structured } from './delivery';

describe('an agent’s message', () => {
	it('becomes one flat event', () => {
		expect(eventOf(delivery())).toEqual({
			event: 'agentMessage',
			messageId: 'd7d58935af65a45e5234ac77de017a0a',
			conversationId: '5d0d331e-0000-4000-8000-000000000001',
			integrationId: 'integration-1',
			customerId: 'customer-42',
			customerIdType: 'Opaque',
			sender: 'agent',
			text: 'Hi',
			time: '2026-01-31T10:00:00.000Z',
			deduplicationKey: 'text:d7d58935af65a45e5234ac77de017a0a',
		});
	});

	it('omits fields that do not apply', () => {
		const event = eventOf(delivery({ content: [], reasons: [], relatedMessages: [], messageMetadata: {} }));
		expect(Object.keys(event).sort()).toEqual(Object.keys(eventOf(delivery())).sort());
		expect(Object.values(event)).not.toContain(undefined);
	});

	it('keeps its text unchanged', () => {
		const text = '  two  blanks\n\nand 👩‍👩‍👧‍👦 "quotes" <b>&amp; ';
		expect(eventOf(delivery({ text })).text).toBe(text);
	});

	it('from the flow is a flow message', () => {
		expect(eventOf(delivery({ originatingEntity: 'Bot' }))).toMatchObject({ event: 'flowMessage', sender: 'flow' });
		expect(eventOf(delivery({ originatingEntity: 'BOT' })).sender).toBe('flow');
	});

	it('without a sender counts as the agent’s', () => {
		expect(eventOf(delivery({ originatingEntity: undefined }))).toMatchObject({
			event: 'agentMessage',
			sender: 'agent',
		});
	});
});

describe('captured deliveries', () => {
	it('can have the type in another case', () => {
		expect(eventOf(delivery({ type: 'TEXT' }))).toMatchObject({ event: 'agentMessage', text: 'Hi' });
	});

	it('can have no conversation (2021)', () => {
		expect(eventOf(delivery({ conversationId: undefined }))).not.toHaveProperty('conversationId');
	});

	it('can have no customer ID type (2021)', () => {
		expect(eventOf(delivery({ channel: channel({ to: { id: 'customer-42' } }) }))).not.toHaveProperty('customerIdType');
	});

	it('can have nickName as the sender’s name, which is the integration’s, never the agent’s', () => {
		const from = { nickName: 'Name of the integration', id: 'integration-1' };
		expect(JSON.stringify(eventOf(delivery({ channel: channel({ from }) })))).not.toContain('Name of the integration');
	});

	it('can have the integration only as the sender', () => {
		expect(eventOf(delivery({ channel: channel({ id: undefined }) })).integrationId).toBe('integration-1');
	});

	it('can have the ID only in the channel', () => {
		expect(eventOf(delivery({ id: undefined, channel: channel({ messageId: 'm-2' }) }))).toMatchObject({
			messageId: 'm-2',
			deduplicationKey: 'text:m-2',
		});
	});

	it('can have a time in another zone, in milliseconds, missing, or invalid', () => {
		const timeOf = (time: unknown) => eventOf(delivery({ channel: channel({ time }) })).time;
		expect(timeOf('2026-01-31T11:00:00+01:00')).toBe('2026-01-31T10:00:00.000Z');
		expect(timeOf(Date.UTC(2026, 0, 31, 10))).toBe('2026-01-31T10:00:00.000Z');
		expect(timeOf(String(Date.UTC(2026, 0, 31, 10)))).toBe('2026-01-31T10:00:00.000Z');
		expect(timeOf(undefined)).toBeUndefined();
		expect(timeOf('yesterday')).toBeUndefined();
		// Seconds, and what a program writes for a time that was not set.
		for (const time of [Date.UTC(2026, 0, 31, 10) / 1000, 0, '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z']) {
			expect(timeOf(time)).toBeUndefined();
		}
	});

	it('can have unknown keys', () => {
		expect(eventOf(delivery({ somethingNew: { deep: [1] } }))).toEqual(eventOf(delivery()));
	});

	it('can have no type', () => {
		expect(eventOf(delivery({ type: undefined }))).toMatchObject({ event: 'agentMessage', text: 'Hi' });
	});
});

describe('IDs', () => {
	// Another product lost digits of user ids that are large numbers, until its release 2025.17.
	it('of 20 digits keep every digit', () => {
		const id = '90071992547409931234';
		expect(eventOf(delivery({ channel: channel({ to: { id } }) })).customerId).toBe(id);
	});

	it('become text if they are numbers', () => {
		expect(eventOf(delivery({ channel: channel({ to: { id: 42 } }) })).customerId).toBe('42');
	});

	it('can have names of JavaScript properties', () => {
		const event = eventOf(delivery({ id: '__proto__', channel: channel({ to: { id: 'constructor' } }) }));
		expect(event).toMatchObject({ customerId: 'constructor', messageId: '__proto__' });
	});
});

describe('anything but a notification is invalid', () => {
	it.each([
		['a list', []],
		['a list with a delivery in it', [delivery()]],
		['a text', 'x'],
		['a number', 5],
		['null', null],
		['nothing', undefined],
		['a list nested beyond what can be stored', nested(200)],
		['an object nested beyond what can be stored', { id: 'm-1', content: nested(200) }],
	])('%s', (_name, body) => {
		expect(parseOutbound(body)).toEqual({ kind: 'invalid' });
	});
});

function nested(depth: number): unknown[] {
	return depth === 0 ? [] : [nested(depth - 1)];
}

describe('a notification without supported content is unsupported', () => {
	it.each([
		['an empty object', {}],
		['a health check', { type: 'HealthCheck', time: '2026-01-31T10:00:00.000Z' }],
		['no channel', delivery({ channel: undefined })],
		['a channel that is a list', delivery({ channel: [] })],
		['no integration', delivery({ channel: channel({ id: undefined, from: undefined }) })],
		['a field named like a type of ours', { text: delivery() }],
	])('%s', (_name, body) => {
		expect(parseOutbound(body)).toEqual({ kind: 'unsupported' });
	});

	it.each([
		['no customer', delivery({ channel: channel({ to: undefined }) })],
		['no customer, of a kind that is new', delivery({ type: 'Presence', text: undefined, channel: channel({ to: null }) })],
		['an empty customer ID', delivery({ channel: channel({ to: { id: '' } }) })],
		['neither type nor content', delivery({ type: undefined, text: undefined })],
		['a message to the integration itself', delivery({ channel: channel({ to: { id: 'integration-1' } }) })],
		['a message of the customer to the integration', delivery({ direction: 'Inbound', channel: reversed() })],
		['typing of the customer', delivery({ type: 'Event', events: [{ eventType: 'Typing' }], channel: reversed() })],
	])('%s, but with its integration', (_name, body) => {
		expect(parseOutbound(body)).toEqual({ kind: 'unsupported', integrationId: 'integration-1' });
	});
});

describe('an unknown message type', () => {
	it('is shown if it has text', () => {
		expect(eventOf(delivery({ type: 'Presence', text: 'Agent is typing a novel' })).text).toBe(
			'Agent is typing a novel',
		);
	});

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('is shown even if its name is %s', (type) => {
		expect(eventOf(overTheWire(delivery({ type })))).toMatchObject({ event: 'agentMessage', text: 'Hi' });
	});
});

// Elsewhere, forwarding "the text" of every delivery printed empty messages to the customer.
describe('a delivery without content starts nothing', () => {
	it.each([
		['a type that does not exist yet, without words', delivery({ type: 'Presence', text: undefined })],
		['a text without text', delivery({ text: '', content: [] })],
		['a text of blanks', delivery({ text: ' \n', content: [] })],
		['structured content without content', structured([])],
		['no type and an empty text', delivery({ type: undefined, text: '' })],
	])('%s', (_name, body) => {
		expect(parseOutbound(body)).toEqual({ kind: 'unsupported', integrationId: 'integration-1' });
	});
});

describe('any input', () => {
	it('is read without an exception', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (body) => {
				expect(['event', 'unsupported', 'invalid']).toContain(parseOutbound(body).kind);
			}),
			{ numRuns: 500 },
		);
	});

	it('is read without an exception if any part of a valid delivery is replaced', () => {
		const types = fc.constantFrom('Text', 'Structured', 'Event', 'Receipt', 'Other');
		fc.assert(
			fc.property(
				types,
				fc.constantFrom(...Object.keys(delivery()), 'content', 'events', 'status', 'reasons'),
				fc.jsonValue(),
				(type, name, value) => {
					expect(['event', 'unsupported', 'invalid']).toContain(
						parseOutbound({ ...delivery({ type }), [name]: value }).kind,
					);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('always becomes an event with an integration, a customer, and a deduplication key', () => {
		fc.assert(
			fc.property(fc.record({ text: fc.jsonValue(), content: fc.jsonValue(), id: fc.jsonValue() }), (changes) => {
				const parsed = parseOutbound(delivery(changes));
				if (parsed.kind !== 'event') return true;
				return (
					parsed.event.customerId === 'customer-42' &&
					parsed.event.integrationId === 'integration-1' &&
					parsed.event.deduplicationKey !== ''
				);
			}),
		);
	});
});

describe('the text of a message is found', () => {
	it.each<[string, Record<string, unknown>, string]>([
		['in an object', { text: { body: 'Hi' } }, 'Hi'],
		['as the content itself', { text: undefined, content: 'Hi' }, 'Hi'],
		['in a list of texts', { text: undefined, content: ['Hi', 'there'] }, 'Hi\nthere'],
		['in text and content, where they differ', { text: 'Hi', content: [{ contentType: 'Text', text: { body: 'How are you?' } }] }, 'Hi\nHow are you?'],
		['in the content, where the text only has the same letters in a word', { text: 'Yesterday', content: [{ contentType: 'Text', text: { body: 'Yes' } }] }, 'Yesterday\nYes'],
		['once, where the content is a line of the text', { text: 'Sure?\r\nYes \nNo', content: [{ contentType: 'Text', text: { body: 'Yes\nNo' } }] }, 'Sure?\r\nYes \nNo'],
		['once, however long', { text: 'word '.repeat(9000), content: [{ contentType: 'Text', text: { body: 'word '.repeat(9000) } }] }, 'word '.repeat(9000)],
		['once, where both say the same', { text: 'Hi', content: [{ contentType: 'Text', text: { body: 'Hi' } }] }, 'Hi'],
	])('%s', (_where, changes, text) => {
		expect(eventOf(delivery(changes))).toMatchObject({ event: 'agentMessage', text });
		expect(eventOf(delivery(changes))).not.toHaveProperty('structured');
	});
});
