import { asObject, asText, parseJson } from '../json';

/** What came over the websocket of a notification channel. */
export type Frame =
	/** Something that was subscribed to. */
	| { kind: 'event'; topicName: string; eventBody: unknown }
	/** A heartbeat, the answer to a ping, or something unknown: only that the connection lives. */
	| { kind: 'alive' }
	/** Genesys is about to close this connection, in about a minute. */
	| { kind: 'closing' }
	/** Genesys does not know the channel, or has forgotten it. */
	| { kind: 'refused' };

/** Asks for a sign of life; Genesys answers it with a `pong`. */
export const PING = JSON.stringify({ message: 'ping' });

/** Topics of the connection itself; the first also carries the answers to pings. */
const METADATA = 'channel.metadata';
const SOCKET_CLOSING = 'v2.system.socket_closing';

/** Reads a frame `{ topicName, eventBody }`, or the answer `{ result }` to a message of ours. Never throws. */
export function parseFrame(data: unknown): Frame {
	const frame = asObject(parseJson(String(data)));
	const topicName = asText(frame?.topicName);
	if (topicName === SOCKET_CLOSING) return { kind: 'closing' };
	if (topicName !== undefined && topicName !== METADATA) return { kind: 'event', topicName, eventBody: frame?.eventBody };
	const result = asText(frame?.result);
	return { kind: result === undefined || result === '200' ? 'alive' : 'refused' };
}
