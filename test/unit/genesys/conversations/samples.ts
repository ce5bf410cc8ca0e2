/** Conversations as Genesys returns them, built from one line per participant. */

export interface Part {
	purpose: string;
	state: string;
	disconnectType?: string;
	id?: string;
	name?: string;
	userId?: string;
	queueId?: string;
	queueName?: string;
	startTime?: string;
	connectedTime?: string;
	endTime?: string;
	/** Of a supervisor who listens to this participant. */
	monitoredParticipantId?: string;
	mediaRoles?: string[];
	/** Set during and after the agent's after-call work. */
	startAcwTime?: string;
	/** IDs and times of the messages in this part. */
	messages?: Array<{ messageId: string; messageTime?: string }>;
}

export const START = '2026-01-31T10:00:00.000Z';
export const customer: Part = { purpose: 'customer', state: 'connected', name: 'Customer', connectedTime: START };
export const flow: Part = { purpose: 'workflow', state: 'connected', name: 'n8n Handover' };
export const waiting: Part = { purpose: 'acd', state: 'connected', queueId: 'queue-1', queueName: 'Support' };
export const agent: Part = {
	purpose: 'agent',
	state: 'connected',
	name: 'Agent One',
	userId: 'user-1',
	queueId: 'queue-1',
	queueName: 'Support',
};

/** The same part after it ended. */
export function gone(part: Part, disconnectType = 'client'): Part {
	return { ...part, state: 'disconnected', disconnectType, endTime: '2026-01-31T10:30:00.000Z' };
}

/** `GET /api/v2/conversations/{id}`: the state is in each participant's `messages[]`. */
export function conversationBody(parts: Part[], more: object = {}): object {
	const participants = parts.map((part, index) => {
		const {
			purpose,
			name,
			userId,
			queueId,
			queueName,
			id,
			state,
			disconnectType,
			connectedTime,
			endTime,
			startAcwTime,
			startTime,
			messages,
			monitoredParticipantId,
			mediaRoles,
		} = part;
		const communication = {
			id: `communication-${index}`,
			state,
			disconnectType,
			connectedTime,
			afterCallWork: startAcwTime && { startTime: startAcwTime, state: 'pending' },
			disconnectedTime: endTime,
			messages: messages ?? [],
		};
		const own = {
			id: id ?? `participant-${index}`,
			purpose,
			name,
			userId,
			queueId,
			queueName,
			startTime,
			startAcwTime,
			monitoredParticipantId,
			mediaRoles,
		};
		return { ...own, messages: [communication] };
	});
	return { id: 'conversation-1', startTime: START, participants, ...more };
}

/**
 * `GET /api/v2/conversations/messages/{id}` and queue topics: the state is in the participant, whose queue and user are
 * objects.
 */
export function messageConversationBody(parts: Part[], more: object = {}): object {
	const participants = parts.map(({ userId, queueId, queueName, startAcwTime, ...part }, index) => ({
		id: `participant-${index}`,
		...part,
		startAcwTime,
		user: userId && { id: userId },
		queue: queueId && { id: queueId, name: queueName },
	}));
	return { id: 'conversation-1', startTime: START, participants, ...more };
}
