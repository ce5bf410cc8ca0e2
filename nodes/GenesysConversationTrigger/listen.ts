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
 * Listens to the queues until n8n closes the trigger. Publishing fails with Genesys' own reason when it cannot listen. After
 * a start of n8n it retries instead, as n8n must start when Genesys cannot be reached. Later failures are logged and
 * handled here: reported to n8n, they would make it publish the whole workflow again.
 */
export async function listen(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const fail = (error: unknown) => {
		throw toNodeError(context.getNode(), error);
	};
	try {
		const listener = createListener(context);
		const closeFunction = async () => listener.close();
		const mode = context.getActivationMode();
		// A test by hand waits for the next event, not for one of a minute ago.
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
		const message = 'Listen to notifications: n8n runs on a Node.js older than version 22, which has no WebSocket';
		const advice = 'Run n8n on Node.js 22 or newer. The other nodes of this package work without it.';
		throw new RefusedError({ code: 'websocket.missing', message, advice });
	}
	const events = selectedEvents(context);
	const mode = context.getActivationMode();
	const lifetime = new Lifetime(sleep);
	const log = (text: string) => context.logger.warn(`Genesys Conversation Trigger: ${text}`);
	// A test by hand must not change what is kept for the published workflow.
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
			if (!lifetime.isOver && events.includes(event.event)) void emission.give(event);
		},
		onCaughtUp: (until) => {
			// Events that n8n has not stored are still to be emitted.
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
	const what = unknown.length > 0 ? `"Events" has "${unknown.join('", "')}"` : '"Events" is empty';
	throw new InvalidInputError('Events', what, `Use ${LIFECYCLE_EVENTS.join(', ')}.`);
}

/** A list from the field, or from an expression: a list, or one text with commas. */
function entriesOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return [...new Set(entries.map((entry) => String(entry).trim()).filter((entry) => entry !== ''))];
}

/** Node's own websocket. An `error` event adds nothing to the `close` event after it. */
export const openSocket: OpenSocket = (address, listener) => {
	const socket = new WebSocket(address);
	socket.addEventListener('open', () => listener.opened());
	socket.addEventListener('message', ({ data }) => listener.received(data));
	socket.addEventListener('close', ({ code, reason }) => listener.closed([code, reason].filter(Boolean).join(' ')));
	return { send: (text) => socket.send(text), close: () => socket.close() };
};
