import type { LifecycleState } from '../../../../genesys/conversations/lifecycleTable';
import { conversationBody, messageConversationBody, type Part } from './samples';

/** One step in the life of a conversation; a step that is not possible where it stands is left out. */
export const STEPS = [
	'queue',
	'decline',
	'noAnswer',
	'answer',
	'consult',
	'transfer',
	'wrapUp',
	'leave',
	'endByAgent',
	'abandon',
	'return',
] as const;
export type Step = (typeof STEPS)[number];

interface Participant extends Part {
	id: string;
}

/**
 * Plays the life of one conversation as Genesys does, and writes down what it sends on the way: the notification of the
 * queue topic after each change, the detail events, and what a look at the conversation shows in the end.
 */
export class Scenario {
	/** Bodies of `v2.routing.queues.{id}.conversations.messages`. */
	readonly frames: object[] = [];
	/** Notifications of `v2.detail.events.conversation.{id}.…`. */
	readonly details: object[] = [];
	/** `<event>:<participant>` of everything that a workflow is to be told. */
	readonly expected: string[] = [];
	state: LifecycleState = 'bot';

	private readonly participants: Participant[] = [];
	private now = Date.parse('2026-01-31T10:00:00.000Z');
	private readonly id: string;

	constructor(id: string, steps: readonly Step[]) {
		this.id = id;
		this.customerComes();
		for (const step of steps) this.play(step);
	}

	/** `GET /conversations/{id}`. */
	get snapshot(): object {
		const endTime = this.state === 'ended' ? { endTime: this.last('customer')?.endTime } : {};
		return conversationBody(this.participants, { id: this.id, ...endTime });
	}

	private play(step: Step): void {
		const allowed: Record<Step, LifecycleState[]> = {
			queue: ['bot'],
			decline: ['waiting'],
			noAnswer: ['waiting'],
			answer: ['waiting'],
			consult: ['agent'],
			transfer: ['agent'],
			wrapUp: ['bot', 'waiting', 'agent', 'ended'],
			leave: ['agent'],
			endByAgent: ['agent'],
			abandon: ['bot', 'waiting'],
			return: ['ended'],
		};
		if (!allowed[step].includes(this.state)) return;
		this[step]();
	}

	private customerComes(): void {
		const startTime = this.tick();
		const customer = this.join({ purpose: 'customer', state: 'connected', startTime, connectedTime: startTime });
		this.detail('customer.start', customer);
		this.frame();
	}

	private queue(): void {
		const startTime = this.tick();
		const queueId = `queue-${this.participants.length % 2}`;
		const waiting = this.join({ purpose: 'acd', state: 'connected', queueId, startTime, connectedTime: startTime });
		this.expected.push(`queued:${waiting.id}`);
		this.detail('acd.start', waiting);
		this.state = 'waiting';
		this.frame();
	}

	private decline(type = 'client', detailType = 'CLIENT'): void {
		const agent = this.ring();
		this.end(agent, type);
		this.expected.push(`agentDeclined:${agent.id}`);
		this.detail('user.end', agent, { disconnectType: detailType, alertingDurationMs: 5000 });
		this.frame();
	}

	private noAnswer(): void {
		this.decline('transfer.noanswer', 'NO_ANSWER_TRANSFER');
	}

	private answer(): void {
		const agent = this.ring();
		this.connect(agent);
		const waiting = this.last('acd');
		if (!waiting) throw new Error('nothing waits');
		this.end(waiting, 'transfer');
		this.detail('acd.end', waiting, { disconnectType: 'TRANSFER', acdOutcome: 'ANSWERED', answeredUserId: agent.userId });
		this.state = 'agent';
		this.frame();
	}

	private consult(): void {
		const colleague = this.ring();
		this.connect(colleague);
		this.frame();
		this.agentGoes(colleague, 'client', 'CLIENT', 'agentLeft');
		this.frame();
	}

	private transfer(): void {
		const agent = this.present('agent');
		this.queue();
		this.agentGoes(agent, 'transfer', 'TRANSFER', 'transferred');
		this.frame();
	}

	private wrapUp(): void {
		const agent = this.participants.findLast(({ purpose, endTime }) => purpose === 'agent' && endTime !== undefined);
		if (!agent) return;
		agent.startAcwTime ??= this.tick();
		this.detail('acw', agent, { wrapupCode: 'done' });
		this.frame();
	}

	private leave(): void {
		this.agentGoes(this.present('agent'), 'client', 'CLIENT', 'agentLeft');
		this.state = 'bot';
		this.frame();
	}

	private endByAgent(): void {
		this.agentGoes(this.present('agent'), 'client', 'CLIENT', 'agentLeft');
		this.customerGoes('peer', 'PEER');
	}

	private abandon(): void {
		const ringing = this.state === 'waiting' ? this.ring() : undefined;
		this.customerGoes('client', 'CLIENT');
		for (const part of [this.participants.findLast((one) => one.purpose === 'acd' && !one.endTime), ringing]) {
			if (!part) continue;
			this.end(part, 'peer');
			const more = part === ringing ? { alertingDurationMs: 10 } : { acdOutcome: 'ABANDON' };
			this.detail(part === ringing ? 'user.end' : 'acd.end', part, { disconnectType: 'PEER', ...more });
		}
		this.frame();
	}

	private return(): void {
		this.state = 'bot';
		this.customerComes();
	}

	private ring(): Participant {
		const index = this.participants.length;
		const who = { userId: `user-${index}`, name: `Agent ${index}`, queueId: this.last('acd')?.queueId };
		const agent = this.join({ purpose: 'agent', state: 'alerting', startTime: this.tick(), ...who });
		this.detail('user.start', agent);
		this.frame();
		return agent;
	}

	private connect(agent: Participant): void {
		agent.state = 'connected';
		agent.connectedTime = this.tick();
		this.expected.push(`agentJoined:${agent.id}`);
	}

	private agentGoes(agent: Participant, type: string, detailType: string, event: string): void {
		this.end(agent, type);
		this.expected.push(`${event}:${agent.id}`);
		const interactingDurationMs = Date.parse(agent.endTime ?? '') - Date.parse(agent.connectedTime ?? '');
		this.detail('user.end', agent, { disconnectType: detailType, interactingDurationMs });
	}

	private customerGoes(type: string, detailType: string): void {
		const customer = this.present('customer');
		this.end(customer, type);
		this.expected.push(`conversationEnded:${customer.id}`);
		this.detail('customer.end', customer, { disconnectType: detailType });
		this.state = 'ended';
		this.frame();
	}

	private tick(): string {
		this.now += 1000;
		return new Date(this.now).toISOString();
	}

	private join(part: Part): Participant {
		const participant = { ...part, id: `${this.id}-p${this.participants.length}` };
		this.participants.push(participant);
		return participant;
	}

	private end(part: Participant, disconnectType: string): void {
		Object.assign(part, { state: 'disconnected', disconnectType, endTime: this.tick() });
	}

	private last(purpose: string): Participant | undefined {
		return this.participants.findLast((part) => part.purpose === purpose);
	}

	private present(purpose: string): Participant {
		const part = this.participants.findLast((one) => one.purpose === purpose && one.endTime === undefined);
		if (!part) throw new Error(`there is no ${purpose}`);
		return part;
	}

	private frame(): void {
		this.frames.push(structuredClone(messageConversationBody(this.participants, { id: this.id })));
	}

	private detail(kind: string, { id, userId, queueId }: Participant, more: object = {}): void {
		this.details.push({
			topicName: `v2.detail.events.conversation.${this.id}.${kind}`,
			eventBody: {
				eventTime: this.now,
				conversationId: this.id,
				participantId: id,
				mediaType: 'MESSAGE',
				messageType: 'OPEN',
				userId,
				queueId,
				...more,
			},
		});
	}
}
