import type { Participant } from '../../genesys/conversations/conversation';
import { PRESENCES, stateOf, type Presence } from '../../genesys/conversations/status';

/** The lifecycle as the documentation shows it, drawn by computing the state before and after each change. */

const ARRIVALS = { queued: 'queued', alerting: 'agent is alerted', connected: 'agentJoined' };

function participant(presence: Presence | 'customer', isLive = true): Participant {
	const role = presence === 'queued' ? 'queue' : presence === 'customer' ? 'customer' : 'agent';
	const state = presence === 'alerting' ? 'alerting' : 'connected';
	return { id: presence, purpose: role, role, state: isLive ? state : 'disconnected', messages: [] };
}

function stateWith(present: Presence[], ...customers: boolean[]) {
	return stateOf({ id: 'c', participants: [...customers.map((isLive) => participant('customer', isLive)), ...present.map((one) => participant(one))] });
}

/** Every combination of presences. */
const settings = Array.from({ length: 2 ** PRESENCES.length }, (_, bits) => PRESENCES.filter((_presence, index) => bits & (1 << index)));

function arrows(): string[] {
	const drawn = new Map<string, Set<string>>();
	const draw = (from: string, to: string, label: string) => {
		if (from === to) return;
		const arrow = `    ${from} --> ${to}: `;
		drawn.set(arrow, (drawn.get(arrow) ?? new Set()).add(label));
	};
	for (const present of settings) {
		const state = stateWith(present, true);
		for (const one of PRESENCES) {
			if (present.includes(one)) draw(state, stateWith(present.filter((other) => other !== one), true), 'queue or agent leaves');
			else draw(state, stateWith([...present, one], true), ARRIVALS[one]);
		}
		draw(state, stateWith(present, false), 'conversationEnded');
	}
	draw(stateWith([], false), stateWith([], false, true), 'customer returns');
	const order = ['flow', ...[...PRESENCES].reverse(), 'ended'];
	const rank = (arrow: string) => order.indexOf(arrow.trim().split(' ')[0]) * order.length + order.indexOf(/> (\w+):/.exec(arrow)?.[1] ?? '');
	return [...drawn].sort(([one], [other]) => rank(one) - rank(other)).map(([arrow, labels]) => arrow + [...labels].join(' / '));
}

export function lifecycleDiagram(): string {
	return ['```mermaid', 'stateDiagram-v2', '    [*] --> flow', ...arrows(), '```'].join('\n');
}
