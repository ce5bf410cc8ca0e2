import type { Fault } from '../control/faults.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { closeSockets } from './channels.mts';
import { announceClosing } from './frames.mts';

const over = (world: World, fault: Fault): void => {
	world.faults = world.faults.filter((other) => other !== fault);
};

/** Is a fault there that lasts? `dropSockets`: connections are refused; `muteSockets`: nothing comes over them. */
export const lasts = (world: World, kind: 'dropSockets' | 'muteSockets'): boolean =>
	world.faults.some((fault) => fault.kind === kind);

/** Cuts all connections. While the fault is there, new ones are refused. */
function drop(world: World, fault: Fault): void {
	for (const { sockets } of world.channels.values()) for (const socket of sockets) socket.terminate();
	if (fault.times === 0) return;
	if (fault.ms) later(world, fault.ms, () => over(world, fault));
	else over(world, fault);
}

/** Nothing comes any more, not even heartbeats, on connections that seem to be fine. */
function mute(world: World, fault: Fault): void {
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
	if (fault.kind === 'muteSockets') mute(world, fault);
	if (fault.kind === 'socketClosing') close(world, fault);
}
