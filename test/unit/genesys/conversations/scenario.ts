import type { ConversationState } from '../../../../genesys/conversations/status';
import { RecordedConversation, type Participant } from './recordedConversation';

/** One step in a conversation's life; impossible steps are skipped. */
export const STEPS = [
	'queue',
	'decline',
	'noAnswer',
	'answer',
	'consult',
	'completeConsult',
	'takeOver',
	'monitor',
	'transfer',
	'wrapUp',
	'leave',
	'endByAgent',
	'abandon',
	'expire',
	'return',
] as const;
export type Step = (typeof STEPS)[number];

/** Plays one conversation as Genesys does, step by step, and lists the expected events. */
export class Scenario extends RecordedConversation {
	/** `<event>:<participant>` of every event that the workflow should receive. */
	readonly expected: string[] = [];
	state: ConversationState = 'flow';

	/**
	 * @param tickMs time between steps
	 * @param startsAfterMs delay of the start
	 */
	constructor(id: string, steps: readonly Step[], tickMs = 1000, startsAfterMs = 0) {
		super(id, tickMs, startsAfterMs);
		this.customerComes();
		for (const step of steps) this.play(step);
	}

	private play(step: Step): void {
		const allowed: Record<Step, ConversationState[]> = {
			queue: ['flow'],
			decline: ['queued'],
			noAnswer: ['queued'],
			answer: ['queued'],
			consult: ['connected'],
			completeConsult: ['connected'],
			takeOver: ['connected'],
			monitor: ['connected'],
			transfer: ['connected'],
			wrapUp: ['flow', 'queued', 'connected', 'ended'],
			leave: ['connected'],
			endByAgent: ['connected'],
			abandon: ['flow', 'queued'],
			expire: ['flow', 'queued', 'connected'],
			return: ['ended'],
		};
		if (!allowed[step].includes(this.state)) return;
		this[step]();
	}

	private customerComes(): void {
		const startTime = this.tick();
		this.join({ purpose: 'customer', state: 'connected', startTime, connectedTime: startTime });
		this.frame();
	}

	private queue(): void {
		const startTime = this.tick();
		const queueId = `queue-${this.participants.length % 2}`;
		const waiting = this.join({ purpose: 'acd', state: 'connected', queueId, startTime, connectedTime: startTime });
		this.expected.push(`queued:${waiting.id}`);
		this.state = 'queued';
		this.frame();
	}

	private decline(type = 'client'): void {
		const agent = this.ring();
		this.end(agent, type);
		this.expected.push(`agentDeclined:${agent.id}`);
		this.frame();
	}

	private noAnswer(): void {
		this.decline('transfer.noanswer');
	}

	private answer(): void {
		const agent = this.ring();
		this.connect(agent);
		const waiting = this.last('acd');
		if (!waiting) throw new Error('nothing waits');
		this.end(waiting, 'transfer');
		this.state = 'connected';
		this.frame();
	}

	private consult(): void {
		const colleague = this.ring();
		this.connect(colleague);
		this.frame();
		this.agentGoes(colleague, 'client', 'agentLeft');
		this.frame();
	}

	private completeConsult(): void {
		this.replaceAgent('transfer.consult');
	}

	/** A supervisor takes over from the agent. */
	private takeOver(): void {
		this.replaceAgent('takeover');
	}

	private replaceAgent(type: string): void {
		const agent = this.present('agent');
		const successor = this.ring();
		this.connect(successor);
		this.frame();
		this.agentGoes(agent, type, 'transferred');
		this.frame();
	}

	/** A supervisor listens, without talking to the customer. */
	private monitor(): void {
		const startTime = this.tick();
		const who = { userId: 'supervisor', name: 'Supervisor', mediaRoles: ['monitor'], startTime, connectedTime: startTime };
		const supervisor = this.join({ purpose: 'agent', state: 'connected', ...who });
		this.frame();
		this.end(supervisor, 'client');
		this.frame();
	}

	private transfer(): void {
		const agent = this.present('agent');
		this.queue();
		this.agentGoes(agent, 'transfer', 'transferred');
		this.frame();
	}

	private wrapUp(): void {
		const agent = this.participants.findLast(({ purpose, endTime }) => purpose === 'agent' && endTime !== undefined);
		if (!agent) return;
		agent.startAcwTime ??= this.tick();
		this.frame();
	}

	private leave(): void {
		this.agentGoes(this.present('agent'), 'client', 'agentLeft');
		this.state = 'flow';
		this.frame();
	}

	private endByAgent(): void {
		this.agentGoes(this.present('agent'), 'client', 'agentLeft');
		this.customerGoes('peer');
	}

	private abandon(): void {
		const ringing = this.state === 'queued' ? this.ring() : undefined;
		this.customerGoes('client');
		for (const part of [this.participants.findLast((one) => one.purpose === 'acd' && !one.endTime), ringing]) {
			if (!part) continue;
			this.end(part, 'peer');
			}
		this.frame();
	}

	/** The customer was inactive for too long: all participants leave at the same time. */
	private expire(): void {
		for (const part of this.participants) {
			if (part.endTime !== undefined || part.purpose === 'customer') continue;
			const isAgent = part.purpose === 'agent';
			if (isAgent) this.agentGoes(part, 'session.expired', 'agentLeft');
			else this.end(part, 'session.expired');
		}
		this.customerGoes('session.expired');
	}

	private return(): void {
		this.state = 'flow';
		this.customerComes();
	}

	private ring(): Participant {
		const index = this.participants.length;
		const who = { userId: `user-${index}`, name: `Agent ${index}`, queueId: this.last('acd')?.queueId };
		const agent = this.join({ purpose: 'agent', state: 'alerting', startTime: this.tick(), ...who });
		this.frame();
		return agent;
	}

	private connect(agent: Participant): void {
		agent.state = 'connected';
		agent.connectedTime = this.tick();
		this.expected.push(`agentJoined:${agent.id}`);
	}

	private agentGoes(agent: Participant, type: string, event: string): void {
		this.end(agent, type);
		this.expected.push(`${event}:${agent.id}`);
	}

	private customerGoes(type: string): void {
		const customer = this.present('customer');
		this.end(customer, type);
		this.expected.push(`conversationEnded:${customer.id}`);
		this.state = 'ended';
		this.frame();
	}
}
