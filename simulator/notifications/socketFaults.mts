import type { Fault, FaultKind } from '../control/faults.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { closeSockets } from './channels.mts';
import type { Channel } from './channels.mts';
import { announceClosing, sendRefusal } from './frames.mts';

const over = (world: World, fault: Fault): void => {
	world.faults = world.faults.filter((other) => other !== fault);
};

/** Faults that affect each connection as soon as it opens. */
const AT_ONCE = {
	closeAtOnce: (channel: Channel) => closeSockets(channel, 'maintenance'),
	refuseAtOnce: ({ sockets }: Channel) => sockets.forEach(sendRefusal),
	warnAtOnce: (channel: Channel) => announceClosing(channel, 'maintenance'),
} as const satisfies Partial<Record<FaultKind, (channel: Channel) => void>>;

const isAtOnce = (kind: FaultKind): kind is keyof typeof AT_ONCE => Object.hasOwn(AT_ONCE, kind);

type Lasting = 'dropSockets' | 'muteSockets' | keyof typeof AT_ONCE;

/** Whether a lasting fault is active. `dropSockets` rejects connections; `muteSockets` sends nothing over them. */
export const lasts = (world: World, kind: Lasting): boolean => world.faults.some((fault) => fault.kind === kind);

/** Applies faults to a new connection. */
export function greet(world: World, channel: Channel): void {
	for (const { kind } of world.faults) if (isAtOnce(kind)) AT_ONCE[kind](channel);
}

/** Closes all connections. While the fault is active, new ones are rejected. */
function drop(world: World, fault: Fault): void {
	for (const { sockets } of world.channels.values()) for (const socket of sockets) socket.terminate();
	if (fault.times === 0) return;
	if (fault.ms) later(world, fault.ms, () => over(world, fault));
	else over(world, fault);
}

/** Lasts until it times out or is deleted. */
function last(world: World, fault: Fault): void {
	if (fault.ms) later(world, fault.ms, () => over(world, fault));
}

/** Warns all connections, and closes the remaining ones after the time. */
function close(world: World, fault: Fault): void {
	over(world, fault);
	for (const channel of world.channels.values()) {
		const sockets = new Set(channel.sockets);
		announceClosing(channel, 'maintenance');
		later(world, fault.ms ?? world.settings.socketClosingNoticeMs, () => closeSockets({ sockets }, 'maintenance'));
	}
}

/** Websocket faults take effect immediately. Other faults wait for the next matching event. */
export function startSocketFault(world: World, fault: Fault): void {
	if (fault.kind === 'dropSockets') drop(world, fault);
	// Connections stay open but receive nothing, not even heartbeats.
	if (fault.kind === 'muteSockets') last(world, fault);
	if (isAtOnce(fault.kind)) {
		for (const channel of world.channels.values()) AT_ONCE[fault.kind](channel);
		last(world, fault);
	}
	if (fault.kind === 'socketClosing') close(world, fault);
}
