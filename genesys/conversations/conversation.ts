import { asArray, asObject, asObjects, asText, type JsonObject } from '../json';

/** One participant's part in a conversation: a participant may have several, one after the other. */
export interface Leg {
	participantId: string;
	/** `customer`, `workflow`, `acd`, `agent`, `user`, `bot`, `api` … */
	purpose: string;
	/** A supervisor who monitors, or coaches an agent: the customer does not talk to them. */
	listensOnly?: true;
	/** `alerting`, `connected`, `parked`, `disconnected` … */
	state: string;
	name?: string;
	userId?: string;
	queueId?: string;
	queueName?: string;
	/** On the customer's part the customer's ID; notifications have no other address. */
	address?: string;
	/** On the customer's part the customer's ID and the integration's. */
	fromAddress?: string;
	toAddress?: string;
	/** `open` for Open Messaging; `webmessaging`, `whatsapp` … */
	messageType?: string;
	startTime?: string;
	connectedTime?: string;
	endTime?: string;
	disconnectType?: string;
	/** Participant data: what a flow reads with Get Participant Data. */
	attributes?: Record<string, string>;
	messages: Array<{ id: string; time?: string }>;
}

export interface Conversation {
	id: string;
	startTime?: string;
	endTime?: string;
	legs: Leg[];
}

/**
 * Reads a conversation of `GET /conversations/{id}`, where each participant's `messages[]` have the state, and of
 * `GET /conversations/messages/{id}`, where the participant itself has it. `undefined` when it is neither.
 */
export function parseConversation(body: unknown): Conversation | undefined {
	const conversation = asObject(body);
	const id = asText(conversation?.id);
	if (!conversation || !id) return undefined;
	return {
		id,
		startTime: asText(conversation.startTime),
		endTime: asText(conversation.endTime),
		legs: asObjects(conversation.participants).flatMap(parseParticipant),
	};
}

function parseParticipant(participant: JsonObject): Leg[] {
	const common = {
		participantId: asText(participant.id) ?? '',
		purpose: asText(participant.purpose)?.toLowerCase() ?? '',
		listensOnly: listensOnly(participant),
		name: asText(participant.name),
		address: asText(participant.address),
		userId: asText(participant.userId) ?? asText(asObject(participant.user)?.id),
		queueId: asText(participant.queueId) ?? asText(asObject(participant.queue)?.id),
		queueName: asText(participant.queueName) ?? asText(asObject(participant.queue)?.name),
		attributes: parseAttributes(participant.attributes),
	};
	const ownState = asText(participant.state);
	if (ownState) return [{ ...common, ...parseState(participant, participant), messages: parseMessages(participant.messages) }];
	return asObjects(participant.messages).map((communication) => ({
		...common,
		...parseState(communication, participant),
		messages: parseMessages(communication.messages),
	}));
}

/** Models MessageMediaParticipant and Participant. Who talks to the customer has the role `full`. */
function listensOnly({ monitoredParticipantId, coachedParticipantId, mediaRoles }: JsonObject): true | undefined {
	const roles = asArray(mediaRoles).flatMap((role) => asText(role)?.toLowerCase() ?? []);
	const isListener = (asText(monitoredParticipantId) ?? asText(coachedParticipantId)) !== undefined || (roles.length > 0 && !roles.includes('full'));
	return isListener || undefined;
}

function parseState(part: JsonObject, participant: JsonObject) {
	return {
		state: asText(part.state)?.toLowerCase() ?? '',
		fromAddress: parseAddress(part.fromAddress),
		toAddress: parseAddress(part.toAddress),
		messageType: asText(part.type)?.toLowerCase(),
		startTime: asText(part.startAlertingTime) ?? asText(participant.startTime),
		connectedTime: asText(part.connectedTime) ?? asText(participant.connectedTime),
		endTime: asText(part.disconnectedTime) ?? asText(part.endTime) ?? asText(participant.endTime),
		disconnectType: asText(part.disconnectType)?.toLowerCase(),
	};
}

function parseAddress(address: unknown): string | undefined {
	return asText(asObject(address)?.addressNormalized) ?? asText(asObject(address)?.addressRaw);
}

/** Genesys keeps texts; an empty one is a value like another, and what is none is not the customer's. */
function parseAttributes(attributes: unknown): Leg['attributes'] {
	const pairs = Object.entries(asObject(attributes) ?? {}).flatMap(([name, value]): Array<[string, string]> => {
		const text = value === '' ? value : asText(value);
		return text === undefined ? [] : [[name, text]];
	});
	return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

/** Models MessageDetails (`messageId`) and QueueConversationMessageEventTopicMessageDetails (`message.id`). */
function parseMessages(messages: unknown): Leg['messages'] {
	return asObjects(messages).flatMap((message) => {
		const id = asText(message.messageId) ?? asText(asObject(message.message)?.id);
		return id ? [{ id, time: asText(message.messageTime) }] : [];
	});
}

const DEAD_STATES = ['disconnected', 'terminated', 'none', ''];

/** Does this part of the conversation still go on? After-call work does not count: the agent's part is disconnected then. */
export function isLive(leg: Leg): boolean {
	return !DEAD_STATES.includes(leg.state);
}

/** The live legs of a purpose, the newest last, as Genesys lists them; without those who only listen. */
export function liveLegs(conversation: Conversation, ...purposes: string[]): Leg[] {
	return legsOf(conversation, ...purposes).filter(isLive);
}

/** The same, ended or not. */
export function legsOf({ legs }: Conversation, ...purposes: string[]): Leg[] {
	return legs.filter((leg) => purposes.includes(leg.purpose) && !leg.listensOnly);
}

/** The customer's present part. A conversation that was taken up again has several, and the data is in the newest. */
export function customerLeg(conversation: Conversation): Leg | undefined {
	return liveLegs(conversation, 'customer').at(-1) ?? conversation.legs.findLast(({ purpose }) => purpose === 'customer');
}

/** Is the conversation over for the customer? The agent's end, a transfer or a decline alone do not make it so. */
export function isEnded(conversation: Conversation): boolean {
	if (conversation.endTime !== undefined) return true;
	const customerLegs = conversation.legs.filter((leg) => leg.purpose === 'customer');
	return customerLegs.length > 0 && !customerLegs.some(isLive);
}

/**
 * Had the customer written in this conversation before the message with this id? Only live legs count: what stands in
 * a leg that ended belongs to an earlier hand-over which the threading window keeps in the same conversation.
 */
export function hasEarlierMessage(conversation: Conversation, messageId: string): boolean {
	const listed = liveLegs(conversation, 'customer').flatMap((leg) => leg.messages);
	const own = listed.find((message) => message.id === messageId);
	return listed.some((message) => message.id !== messageId && isBefore(message.time, own?.time));
}

/** Where one of the times is missing, the message counts as earlier: ours is the newest we know of. */
function isBefore(time: string | undefined, other: string | undefined): boolean {
	if (time === undefined || other === undefined) return true;
	return Date.parse(time) < Date.parse(other);
}
