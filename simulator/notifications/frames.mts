import type { WebSocket } from 'ws';

import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import { ORGANIZATION } from '../oauth/organization.mts';
import type { Channel } from './channels.mts';

const sendAll = (sockets: Iterable<WebSocket>, frame: JsonObject): void => {
	const text = JSON.stringify(frame);
	for (const socket of sockets) socket.send(text);
};

/** An event on a topic that the channel subscribed to. */
export function sendEvent({ sockets }: Channel, topicName: string, eventBody: JsonObject): void {
	if (sockets.size === 0) return;
	sendAll(sockets, { topicName, version: '2', eventBody, metadata: { CorrelationId: newId() } });
}

/** `WebSocket Heartbeat` and `pong`. */
export const sendMetadata = (socket: WebSocket, message: string): void =>
	sendAll([socket], { topicName: 'channel.metadata', eventBody: { message } });

/** The socket's channel doesn't exist (anymore). The format is UNCONFIRMED. */
export const sendRefusal = (socket: WebSocket): void =>
	sendAll([socket], { result: '404', status: 'error', message: 'The channel was not found.' });

/** The warning that the sockets will be closed (model `SystemMessageSystemMessage`). */
export function announceClosing(
	{ id, clientId, sockets }: Pick<Channel, 'id' | 'clientId' | 'sockets'>,
	reason: string,
): void {
	sendAll(sockets, {
		topicName: 'v2.system.socket_closing',
		version: '2',
		eventBody: {
			channelId: id,
			systemTopicType: 'SOCKET_CLOSING',
			organizationId: ORGANIZATION.id,
			oauthClientId: clientId,
			reason,
			message: 'The WebSocket will close soon. Reconnect.',
		},
		metadata: { CorrelationId: newId() },
	});
}
