import type { WebSocket } from 'ws';

import { notFound } from '../http/apiError.mts';
import { newId } from '../ids.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { announceClosing } from './frames.mts';
import type { Lane } from './lane.mts';

/** 20 channels per user and app. The 21st replaces the least recently used one. */
const MAX_CHANNELS = 20;

export interface Channel extends Lane {
	id: string;
	clientId: string;
	/** The token that created it. Other tokens can't see its ID. */
	token: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
	topics: Set<string>;
	sockets: Set<WebSocket>;
}

/** Close code "going away": the channel was removed, or its socket was replaced. */
const GOING_AWAY = 1001;

export function closeSockets({ sockets }: Pick<Channel, 'sockets'>, reason: string): void {
	for (const socket of sockets) socket.close(GOING_AWAY, reason);
	sockets.clear();
}

function removeChannel(world: World, channel: Channel, reason: string): void {
	world.channels.delete(channel.id);
	closeSockets(channel, reason);
}

/** Marks a channel as the most recently used one. `world.channels` is sorted by last use. */
export function noteUse(world: World, channel: Channel): void {
	world.channels.delete(channel.id);
	world.channels.set(channel.id, channel);
}

/** Makes room for one more channel, first by removing channels without a connection. */
function makeRoom(world: World, clientId: string): void {
	const own = channelsOf(world, clientId);
	if (own.length < MAX_CHANNELS) return;
	const oldest = own.find(({ sockets }) => sockets.size === 0) ?? own[0];
	if (oldest) removeChannel(world, oldest, 'too many channels');
}

/** Ends an expired channel, and warns its sockets shortly before. */
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

/** Sets the channel's lifetime to 24 hours from now. */
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

/** A client's channels, least recently used first. */
export const channelsOf = (world: World, clientId: string): Channel[] =>
	[...world.channels.values()].filter((channel) => channel.clientId === clientId);

/** @throws ApiError 404 for an unknown or expired channel, or one of another client */
export function ownChannel(world: World, clientId: string | undefined, id: string | undefined): Channel {
	const channel = world.channels.get(id ?? '');
	if (!channel || channel.clientId !== clientId) throw notFound('The channel');
	return channel;
}
