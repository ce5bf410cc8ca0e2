import { takeEventFault } from '../control/faults.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';

/** How long the faults `disorderEvent` and `delayEvent` keep an event back when they name no time of their own. */
const DISORDER_MS = 300;
const DELAY_MS = 1000;

/** The way to one receiver. Events stay in order on it, unless a fault mixes them up. */
export interface Lane {
	/** What waits behind a delayed event. */
	held?: Array<() => void>;
}

/** Sends an event on its way to a receiver, and lets planted faults happen to it. */
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
