import { sleep, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { LIFECYCLE_EVENTS } from '../../genesys/conversations/lifecycle';
import { QueueListener } from '../../genesys/conversations/queueListener';
import { InvalidInputError, RefusedError } from '../../genesys/errors';
import { Lifetime } from '../../genesys/notifications/lifetime';
import type { OpenSocket } from '../../genesys/notifications/link';
import { openHandovers } from '../shared/customerTurn';
import { toNodeError } from '../shared/errors';
import { genesysClient } from '../shared/transport';
import { Emission } from './emission';
import { isResuming, noteCaughtUp, noteStart, startingPoint } from './startingPoint';

/**
 * Listens to the queues until n8n closes the trigger. If it can't listen, publishing fails with Genesys' own reason; after a
 * restart it retries instead, because n8n must start even if Genesys can't be reached. Later failures are logged and handled
 * here: if reported to n8n, they would make it publish the whole workflow again.
 */
export async function listen(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const fail = (error: unknown) => {
		throw toNodeError(context.getNode(), error);
	};
	try {
		const listener = createListener(context);
		const closeFunction = async () => listener.close();
		const mode = context.getActivationMode();
		// A manual test waits for the next event, not for one from a minute ago.
		if (mode === 'manual') return { closeFunction, manualTriggerFunction: async () => await listener.listenOnly().catch(fail) };
		if (isResuming(mode)) listener.listenInBackground();
		else await listener.listen();
		return { closeFunction };
	} catch (error) {
		return fail(error);
	}
}

function createListener(context: ITriggerFunctions): QueueListener {
	if (typeof WebSocket !== 'function') {
		const message = 'Listen to notifications: n8n runs on a Node.js version older than 22, which has no WebSocket';
		const advice = 'Run n8n on Node.js 22 or newer. The other nodes in this package work without it.';
		throw new RefusedError({ code: 'websocket.missing', message, advice });
	}
	const events = selectedEvents(context);
	const mode = context.getActivationMode();
	const lifetime = new Lifetime(sleep);
	const log = (text: string) => context.logger.warn(`Genesys Conversation Trigger: ${text}`);
	// A manual test must not change the published workflow's static data.
	const note = mode === 'manual' ? {} : context.getWorkflowStaticData('node');
	const startedAt = Date.now();
	const since = startingPoint(mode, note, startedAt);
	noteStart(note, since, startedAt);
	const emission = new Emission(context, lifetime, note, log);
	return new QueueListener({
		client: genesysClient(context),
		openSocket,
		lifetime,
		now: Date.now,
		elapsed: () => performance.now(),
		random: Math.random,
		wanted: entriesOf(context.getNodeParameter('queues', [])),
		since,
		isResuming: isResuming(mode),
		emit: (event) => {
			if (event.event === 'conversationEnded') openHandovers.doubt(event.conversationId);
			if (!lifetime.isOver && events.includes(event.event)) void emission.emit(event);
		},
		onCaughtUp: (until) => {
			// Events that n8n hasn't stored still have to be emitted.
			if (!emission.isBehind) noteCaughtUp(note, until);
		},
		log,
	});
}

/** @throws InvalidInputError */
function selectedEvents(context: ITriggerFunctions): string[] {
	const events = entriesOf(context.getNodeParameter('events', []));
	const unknown = events.filter((event) => !(LIFECYCLE_EVENTS as readonly string[]).includes(event));
	if (events.length > 0 && unknown.length === 0) return events;
	const what = unknown.length > 0 ? `"Events" contains "${unknown.join('", "')}"` : '"Events" is empty';
	throw new InvalidInputError('Events', what, `Use ${LIFECYCLE_EVENTS.join(', ')}.`);
}

/** A list, or a comma-separated text from an expression. */
function entriesOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return [...new Set(entries.map((entry) => String(entry).trim()).filter((entry) => entry !== ''))];
}

/** Node's own WebSocket. An `error` event is always followed by `close`, which is enough. */
export const openSocket: OpenSocket = (address, listener) => {
	const socket = new WebSocket(address);
	socket.addEventListener('open', () => listener.opened());
	socket.addEventListener('message', ({ data }) => listener.received(data));
	socket.addEventListener('close', ({ code, reason }) => listener.closed([code, reason].filter(Boolean).join(' ')));
	return { send: (text) => socket.send(text), close: () => socket.close() };
};
