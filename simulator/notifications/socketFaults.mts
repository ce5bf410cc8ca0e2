import type { Fault, FaultKind } from '../control/faults.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { closeSockets } from './channels.mts';
import type { Channel } from './channels.mts';
import { announceClosing, sendRefusal } from './frames.mts';

const over = (world: World, fault: Fault): void => {
	world.faults = world.faults.filter((other) => other !== fault);
};

/** What happens to a connection as soon as it is open, each time that one is opened. */
const AT_ONCE = {
	closeAtOnce: (channel: Channel) => closeSockets(channel, 'maintenance'),
	refuseAtOnce: ({ sockets }: Channel) => sockets.forEach(sendRefusal),
	warnAtOnce: (channel: Channel) => announceClosing(channel, 'maintenance'),
} as const satisfies Partial<Record<FaultKind, (channel: Channel) => void>>;

const isAtOnce = (kind: FaultKind): kind is keyof typeof AT_ONCE => Object.hasOwn(AT_ONCE, kind);

type Lasting = 'dropSockets' | 'muteSockets' | keyof typeof AT_ONCE;

/** Is a fault there that lasts? `dropSockets`: connections are refused; `muteSockets`: nothing comes over them. */
export const lasts = (world: World, kind: Lasting): boolean => world.faults.some((fault) => fault.kind === kind);

/** A connection has been opened. */
export function greet(world: World, channel: Channel): void {
	for (const { kind } of world.faults) if (isAtOnce(kind)) AT_ONCE[kind](channel);
}

/** Cuts all connections. While the fault is there, new ones are refused. */
function drop(world: World, fault: Fault): void {
	for (const { sockets } of world.channels.values()) for (const socket of sockets) socket.terminate();
	if (fault.times === 0) return;
	if (fault.ms) later(world, fault.ms, () => over(world, fault));
	else over(world, fault);
}

/** It lasts until its time is over, or until it is deleted. */
function last(world: World, fault: Fault): void {
	if (fault.ms) later(world, fault.ms, () => over(world, fault));
}

/** Warns all connections, and closes those that are still there when the time is up. */
function close(world: World, fault: Fault): void {
	over(world, fault);
	for (const channel of world.channels.values()) {
		const sockets = new Set(channel.sockets);
		announceClosing(channel, 'maintenance');
		later(world, fault.ms ?? world.settings.socketClosingNoticeMs, () => closeSockets({ sockets }, 'maintenance'));
	}
}

/** Faults of websockets happen when they are planted; the others wait for their turn. */
export function startSocketFault(world: World, fault: Fault): void {
	if (fault.kind === 'dropSockets') drop(world, fault);
	// Nothing comes any more, not even heartbeats, on connections that seem to be fine.
	if (fault.kind === 'muteSockets') last(world, fault);
	if (isAtOnce(fault.kind)) {
		for (const channel of world.channels.values()) AT_ONCE[fault.kind](channel);
		last(world, fault);
	}
	if (fault.kind === 'socketClosing') close(world, fault);
}
