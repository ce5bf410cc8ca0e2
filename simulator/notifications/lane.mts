import { takeEventFault } from '../control/faults.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';

/** Default delay of the faults `disorderEvent` and `delayEvent`. */
const DISORDER_MS = 300;
const DELAY_MS = 1000;

/** The queue of one receiver. Events stay in order unless a fault changes it. */
export interface Lane {
	/** Events waiting behind a delayed one. */
	held?: Array<() => void>;
}

/** Sends an event to a receiver and applies faults. */
export function sendAlong(world: World, lane: Lane, topic: string, deliver: () => void): void {
	if (takeEventFault(world, 'loseEvent', topic)) return;
	const twice = takeEventFault(world, 'duplicateEvent', topic) !== undefined;
	const go = (): void => {
		deliver();
		if (twice) deliver();
	};
	const disorder = takeEventFault(world, 'disorderEvent', topic);
	if (disorder) {
		later(world, disorder.ms ?? DISORDER_MS, go);
		return;
	}
	const delay = takeEventFault(world, 'delayEvent', topic);
	if (delay && !lane.held) {
		lane.held = [];
		later(world, delay.ms ?? DELAY_MS, () => {
			const held = lane.held ?? [];
			delete lane.held;
			for (const one of held) one();
		});
	}
	if (lane.held) lane.held.push(go);
	else go();
}
