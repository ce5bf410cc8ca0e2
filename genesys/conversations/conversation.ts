import { asArray, asObject, asObjects, asText, type JsonObject } from '../json';

/** One part of a participant in a conversation; a participant who returns has several. Times are milliseconds since 1970. */
export interface Participant {
	id: string;
	purpose: string; // `customer`, `workflow`, `acd`, `agent`, `user`, `bot`, `api` …
	/** Absent for flows, recordings, and supervisors who only listen: they don't affect the conversation's state. */
	role?: 'customer' | 'queue' | 'agent';
	state: string; // `alerting`, `connected`, `parked`, `disconnected` …
	name?: string;
	userId?: string;
	queueId?: string;
	queueName?: string;
	messageType?: string; // `open` for Open Messaging; `webmessaging`, `whatsapp` …
	startedAt?: number; // For an agent, when alerting began.
	connectedAt?: number;
	endedAt?: number;
	/** Genesys' disconnect type: `client`, `peer`, `system`, `transfer`, `transfer.noanswer`, `timeout` … */
	disconnectType?: string;
	attributes?: Record<string, string>;
	messages: Array<{ id: string; at?: number }>;
}

export interface Conversation {
	id: string;
	customerId?: string;
	integrationId?: string; // Absent in notifications.
	startedAt?: number;
	endedAt?: number;
	participants: Participant[]; // Newest last, as in Genesys' list.
}

/** `user` is an agent to whom the conversation was transferred directly. */
export const ROLES: Record<string, Participant['role']> = { customer: 'customer', acd: 'queue', agent: 'agent', user: 'agent' };

/** Of `GET /conversations/{id}` (state in each `messages[]`), a topic or `GET /conversations/messages/{id}` (in the participant). */
export function parseConversation(body: unknown): Conversation | undefined {
	const conversation = asObject(body);
	const id = asText(conversation?.id);
	if (!conversation || !id) return undefined;
	const parts = asObjects(conversation.participants).flatMap((participant): Array<[JsonObject, JsonObject]> => {
		if (asText(participant.state)) return [[participant, participant]];
		return asObjects(participant.messages).map((communication) => [participant, communication]);
	});
	const [customer, communication] = parts.findLast(([participant]) => purposeOf(participant) === 'customer') ?? [];
	return {
		id,
		customerId: addressIn(communication?.fromAddress) ?? asText(customer?.address),
		integrationId: addressIn(communication?.toAddress),
		startedAt: timeIn(conversation.startTime),
		endedAt: timeIn(conversation.endTime),
		participants: parts.map(([participant, part]) => parseParticipant(participant, part)),
	};
}

function parseParticipant(participant: JsonObject, part: JsonObject): Participant {
	const purpose = purposeOf(participant);
	const [user, queue] = [asObject(participant.user), asObject(participant.queue)];
	return {
		id: asText(participant.id) ?? '',
		purpose,
		role: Object.hasOwn(ROLES, purpose) && !onlyListens(participant) ? ROLES[purpose] : undefined,
		state: asText(part.state)?.toLowerCase() ?? '',
		name: asText(participant.name),
		userId: asText(participant.userId) ?? asText(user?.id),
		queueId: asText(participant.queueId) ?? asText(queue?.id),
		queueName: asText(participant.queueName) ?? asText(queue?.name),
		messageType: asText(part.type)?.toLowerCase(),
		startedAt: timeIn(part.startAlertingTime) ?? timeIn(participant.startTime),
		connectedAt: timeIn(part.connectedTime) ?? timeIn(participant.connectedTime),
		endedAt: timeIn(part.disconnectedTime) ?? timeIn(part.endTime) ?? timeIn(participant.endTime),
		disconnectType: asText(part.disconnectType)?.toLowerCase(),
		attributes: parseAttributes(participant.attributes),
		messages: parseMessages(part.messages),
	};
}

function purposeOf({ purpose }: JsonObject): string {
	return asText(purpose)?.toLowerCase() ?? '';
}

/** A supervisor who monitors or coaches an agent: those who talk to the customer have the media role `full`. */
function onlyListens({ monitoredParticipantId, coachedParticipantId, mediaRoles }: JsonObject): boolean {
	const roles = asArray(mediaRoles).flatMap((role) => asText(role)?.toLowerCase() ?? []);
	return (asText(monitoredParticipantId) ?? asText(coachedParticipantId)) !== undefined || (roles.length > 0 && !roles.includes('full'));
}

/** `addressRaw` is "as close to the bits on the wire as possible" (SDK, Address): the ID exactly as sent. */
function addressIn(address: unknown): string | undefined {
	const { addressNormalized, addressRaw } = asObject(address) ?? {};
	return asText(addressRaw) ?? asText(addressNormalized);
}

/** Milliseconds since 1970. */
export function timeIn(time: unknown): number | undefined {
	const milliseconds = Date.parse(asText(time) ?? '');
	return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** Genesys stores text, and an empty text is a valid value. */
function parseAttributes(attributes: unknown): Participant['attributes'] {
	const texts = Object.entries(asObject(attributes) ?? {}).map(([name, value]) => [name, value === '' ? value : asText(value)]);
	const set = texts.filter(([, text]) => text !== undefined);
	return set.length > 0 ? (Object.fromEntries(set) as Record<string, string>) : undefined;
}

/** Models MessageDetails (`messageId`) and QueueConversationMessageEventTopicMessageDetails (`message.id`). */
function parseMessages(messages: unknown): Participant['messages'] {
	return asObjects(messages).flatMap((message) => {
		const id = asText(message.messageId) ?? asText(asObject(message.message)?.id);
		return id ? [{ id, at: timeIn(message.messageTime) }] : [];
	});
}

export function inRole({ participants }: Conversation, ...roles: Array<Participant['role']>): Participant[] {
	return participants.filter(({ role }) => role !== undefined && roles.includes(role));
}

/** The customer's current part. After a return there are several, and the newest one has the participant data. */
export function customerOf(conversation: Conversation): Participant | undefined {
	const customers = inRole(conversation, 'customer');
	return customers.findLast(isLive) ?? customers.at(-1);
}

/** Is this participant still in the conversation? During after-call work, an agent's state is `disconnected`. */
export function isLive({ state }: Participant): boolean {
	return !['disconnected', 'terminated', 'none', ''].includes(state);
}

/** A queue may also have conversations from other channels. A customer without a type counts as Open Messaging. */
export function isOpenMessaging(conversation: Conversation): boolean {
	const customers = inRole(conversation, 'customer');
	const deciding = customers.length > 0 ? customers : conversation.participants;
	return deciding.every(({ messageType = 'open' }) => ['open', 'unknown'].includes(messageType));
}

/** An ended part belongs to an earlier handover that the threading window keeps in the same conversation. */
export function hasEarlierMessage(conversation: Conversation, messageId: string): boolean {
	const listed = inRole(conversation, 'customer').filter(isLive).flatMap(({ messages }) => messages);
	const own = listed.find(({ id }) => id === messageId);
	// A message without a time counts as earlier: ours is the newest known one.
	return listed.some(({ id, at = -Infinity }) => id !== messageId && at < (own?.at ?? Infinity));
}
