import { parseConversation } from '../../../../genesys/conversations/conversation';
import { answerDoorbell, eventsAround, readDoorbell } from '../../../../genesys/conversations/doorbell';
import { fakeGenesys, ok, refusal } from '../fakeGenesys';
import { agent, conversationBody, customer, gone, START, waiting, type Part } from './samples';

const ID = '5d0d331e-9c7b-4a8e-b0a1-0c2d3e4f5a6b';
const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const AT = Date.parse('2026-01-31T11:59:00.000Z');
const event = { conversationId: ID, eventTime: AT, mediaType: 'MESSAGE', messageType: 'OPEN' };
const bell = { conversationId: ID, at: AT };

describe('reading a doorbell', () => {
	it.each([
		['from EventBridge', { detail: { topicName: 'v2.detail.events.conversation.{id}.customer.end', eventBody: event } }],
		['from EventBridge with the event as text', { detail: { eventBody: JSON.stringify(event) } }],
		['from a notification', { topicName: `v2.detail.events.conversation.${ID}.user.end`, eventBody: event }],
		['from a data action', event],
		['from a data action, as text', { ...event, eventTime: String(AT) }],
		['with an ISO 8601 time', { ...event, eventTime: '2026-01-31T11:59:00.000Z' }],
		['without channel fields', { conversationId: ID, eventTime: AT }],
		['with unfilled placeholders', { ...event, mediaType: 'NOT_SET', messageType: '${input.messageType}' }],
	])('reads a delivery %s', (_how, delivery) => {
		expect(readDoorbell(delivery, NOW)).toEqual(bell);
	});

	it.each([
		['about a call', { ...event, mediaType: 'VOICE' }],
		['about another messaging channel', { ...event, messageType: 'WHATSAPP' }],
		['without a conversation', { ...event, conversationId: undefined }],
		['with an unfilled conversation', { ...event, conversationId: 'NOT_SET' }],
		['with an ID that leads to another path', { ...event, conversationId: '../integrations' }],
		['that is a list', [event]],
		['that is text', JSON.stringify(event)],
		['that is null', null],
	])('ignores a delivery %s', (_what, delivery) => {
		expect(readDoorbell(delivery, NOW)).toBeUndefined();
	});

	it.each([
		['is missing', undefined],
		['is not a time', 'yesterday'],
		['is in the future', NOW + 60_000],
		['is older than any retry', NOW - 25 * 3_600_000],
	])('uses the current time if the delivery’s time %s', (_how, eventTime) => {
		expect(readDoorbell({ ...event, eventTime }, NOW)).toEqual({ conversationId: ID, at: NOW });
	});

	it('survives a deeply nested delivery', () => {
		let delivery: object = event;
		for (let depth = 0; depth < 200_000; depth++) delivery = { detail: delivery };
		expect(readDoorbell(delivery, NOW)).toBeUndefined();
	});
});

describe('looking up the conversation of a doorbell', () => {
	const before = ok(conversationBody([{ ...customer, startTime: START }], { id: ID }));
	const after = ok(conversationBody([{ ...customer, startTime: START, state: 'disconnected', endTime: '2026-01-31T11:59:01.000Z' }], { id: ID }));

	it('reads it once if it shows what happened', async () => {
		const { client, requests } = fakeGenesys(() => after);
		expect(await answerDoorbell(client, bell)).toMatchObject({ id: ID });
		expect(requests).toHaveLength(1);
	});

	it('reads it again while it shows only earlier events, or nothing yet', async () => {
		const { client, requests } = fakeGenesys((_request, nth) => (nth === 1 ? refusal(404) : nth === 2 ? before : after));
		expect((await answerDoorbell(client, bell))?.participants[0].state).toBe('disconnected');
		expect(requests).toHaveLength(3);
	});

	it('accepts it as it is after 1.5 seconds', async () => {
		const { client, pauses } = fakeGenesys(() => before);
		expect(await answerDoorbell(client, bell)).toMatchObject({ id: ID });
		expect(pauses).toEqual([400, 400, 400, 400]);
		expect(await answerDoorbell(fakeGenesys(() => refusal(404)).client, bell)).toBeUndefined();
	});
});

describe('the events of a doorbell', () => {
	function eventsOf(parts: Part[], at: number, more: object = {}) {
		const conversation = parseConversation(conversationBody(parts, { id: ID, ...more }));
		if (!conversation) throw new Error('the sample is no conversation');
		return eventsAround(conversation, { conversationId: ID, at }, NOW).map((one) => one.event);
	}
	const long = [
		{ ...customer, startTime: START },
		{ ...gone(waiting), startTime: START },
		{ ...agent, startTime: START, connectedTime: '2026-01-31T10:29:30.000Z' },
	];

	it('are those since one minute before, not the entire history', () => {
		expect(eventsOf(long, Date.parse('2026-01-31T10:30:00.000Z'))).toEqual(['agentJoined']);
		expect(eventsOf(long, Date.parse('2026-01-31T10:00:30.000Z'))).toEqual(['queued', 'agentJoined']);
		expect(eventsOf(long, AT)).toEqual([]);
	});

	it('are none for another messaging channel', () => {
		const conversation = parseConversation({ ...conversationBody([]), participants: [{ id: 'p', purpose: 'customer', messages: [{ state: 'connected', type: 'whatsapp' }] }] });
		expect(conversation && eventsAround(conversation, bell, NOW)).toEqual([]);
	});
});
