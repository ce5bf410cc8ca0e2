import { type OpenMessagingEvent, parseOutbound } from '../../../../genesys/openMessaging/outbound';

export type Json = Record<string, unknown>;

/** A valid delivery of Genesys: an agent's text. Each test changes one thing of it. */
export function delivery(changes: Json = {}): Json {
	return {
		id: 'd7d58935af65a45e5234ac77de017a0a',
		channel: channel(),
		type: 'Text',
		text: 'Hi',
		originatingEntity: 'Human',
		direction: 'Outbound',
		conversationId: '5d0d331e-0000-4000-8000-000000000001',
		...changes,
	};
}

/** The envelope of that delivery, with changes. */
export function channel(changes: Json = {}): Json {
	return {
		id: 'integration-1',
		platform: 'Open',
		type: 'Private',
		to: { id: 'customer-42', idType: 'Opaque' },
		from: { nickname: 'Name of the integration', id: 'integration-1', idType: 'Opaque' },
		time: '2026-01-31T10:00:00.000Z',
		messageId: 'd7d58935af65a45e5234ac77de017a0a',
		...changes,
	};
}

/** The envelope of what goes the other way: from the customer to the integration. */
export function reversed(changes: Json = {}): Json {
	const { to, from } = channel();
	return channel({ to: from, from: to, ...changes });
}

/** A structured delivery with this content. */
export function structured(content: Json[], changes: Json = {}): Json {
	return delivery({ type: 'Structured', originatingEntity: 'Bot', text: undefined, content, ...changes });
}

/** The event in a delivery; fails the test when there is none. */
export function eventOf(body: unknown): OpenMessagingEvent {
	const parsed = parseOutbound(body);
	if (parsed.kind !== 'event') throw new Error(`expected an event, got ${parsed.kind}`);
	return parsed.event;
}

/** The same JSON as it comes out of a parser: nothing `undefined`, no shared objects. */
export function overTheWire<T>(body: T): T {
	return JSON.parse(JSON.stringify(body)) as T;
}
