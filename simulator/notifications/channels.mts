import type { WebSocket } from 'ws';

import { notFound } from '../http/apiError.mts';
import { newId } from '../ids.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { announceClosing } from './frames.mts';
import type { Lane } from './lane.mts';

/** 20 channels for one user and app: the 21st takes the place of the one that was used longest ago. */
const MAX_CHANNELS = 20;

export interface Channel extends Lane {
	id: string;
	clientId: string;
	/** Value of the token that made it: others do not get to see its id. */
	token: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
	topics: Set<string>;
	sockets: Set<WebSocket>;
}

/** Going away: the channel is no more, or its socket has to make room. */
const GOING_AWAY = 1001;

export function closeSockets({ sockets }: Pick<Channel, 'sockets'>, reason: string): void {
	for (const socket of sockets) socket.close(GOING_AWAY, reason);
	sockets.clear();
}

function removeChannel(world: World, channel: Channel, reason: string): void {
	world.channels.delete(channel.id);
	closeSockets(channel, reason);
}

/** The order of `world.channels` is that of their last use: this makes a channel the newest. */
export function noteUse(world: World, channel: Channel): void {
	world.channels.delete(channel.id);
	world.channels.set(channel.id, channel);
}

/** Makes room for one more channel: those without a connection go first. */
function makeRoom(world: World, clientId: string): void {
	const own = channelsOf(world, clientId);
	if (own.length < MAX_CHANNELS) return;
	const oldest = own.find(({ sockets }) => sockets.size === 0) ?? own[0];
	if (oldest) removeChannel(world, oldest, 'too many channels');
}

/** Ends a channel when its time is up; shortly before, its sockets are told. */
function watchExpiry(world: World, channel: Channel, told = false): void {
	const notice = world.settings.socketClosingNoticeMs;
	const due = (): number => channel.expiresAt - (told ? 0 : notice) - Date.now();
	later(world, Math.max(0, due()), () => {
		if (!world.channels.has(channel.id)) return;
		const renewed = due() > 0;
		if (!renewed && told) removeChannel(world, channel, 'the channel has expired');
		else {
			if (!renewed) announceClosing(channel, 'the channel expires');
			watchExpiry(world, channel, !renewed);
		}
	});
}

/** A channel lives 24 hours from now. */
export function renew(world: World, channel: Channel): void {
	channel.expiresAt = Date.now() + world.settings.channelLifeSeconds * 1000;
}

export function createChannel(world: World, clientId: string, token: string): Channel {
	makeRoom(world, clientId);
	const channel: Channel = { id: newId(), clientId, token, expiresAt: 0, topics: new Set(), sockets: new Set() };
	renew(world, channel);
	world.channels.set(channel.id, channel);
	watchExpiry(world, channel);
	return channel;
}

/** Channels of a client, the one that was used longest ago first. */
export const channelsOf = (world: World, clientId: string): Channel[] =>
	[...world.channels.values()].filter((channel) => channel.clientId === clientId);

/** @throws ApiError 404 for a channel that is not there, has expired or belongs to another client */
export function ownChannel(world: World, clientId: string | undefined, id: string | undefined): Channel {
	const channel = world.channels.get(id ?? '');
	if (!channel || channel.clientId !== clientId) throw notFound('The channel');
	return channel;
}
