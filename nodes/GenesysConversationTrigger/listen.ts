import { sleep, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { QueueListener } from '../../genesys/conversations/queueListener';
import { Lifetime } from '../../genesys/notifications/lifetime';
import { openHandovers } from '../shared/customerTurn';
import { toNodeError } from '../shared/errors';
import { genesysClient } from '../shared/transport';
import { Emission } from './emission';
import { EmittedKeys } from './emittedKeys';
import { readParameters } from './parameters';
import { openSocket, requireWebSocket } from './socket';
import { isResuming, noteCaughtUp, noteStart, startingPoint } from './startingPoint';

/**
 * Listens to the queues until n8n closes the trigger. Publishing fails with Genesys' own reason when it cannot listen. After
 * a start of n8n it retries instead, as n8n must start when Genesys cannot be reached. Later failures are logged and
 * handled here: reported to n8n, they would make it publish the whole workflow again.
 */
export async function listen(context: ITriggerFunctions): Promise<ITriggerResponse> {
	try {
		return await start(context);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

async function start(context: ITriggerFunctions): Promise<ITriggerResponse> {
	requireWebSocket();
	const { queues: wanted, events } = readParameters(context);
	const mode = context.getActivationMode();
	const lifetime = new Lifetime(sleep);
	const log = (text: string) => context.logger.warn(`Genesys Conversation Trigger: ${text}`);
	// A test by hand must not change what is kept for the published workflow.
	const note = mode === 'manual' ? {} : context.getWorkflowStaticData('node');
	const startedAt = Date.now();
	const since = startingPoint(mode, note, startedAt);
	noteStart(note, since, startedAt);

	const emission = new Emission(context, lifetime, new EmittedKeys(note), log);
	const listener = new QueueListener({
		client: genesysClient(context),
		openSocket,
		lifetime,
		now: Date.now,
		elapsed: () => performance.now(),
		random: Math.random,
		wanted,
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
	const closeFunction = async () => listener.close();

	// A test by hand waits for the next event, not for one of a minute ago.
	if (mode === 'manual') {
		const failed = (error: unknown) => {
			throw toNodeError(context.getNode(), error);
		};
		return { closeFunction, manualTriggerFunction: async () => await listener.listenOnly().catch(failed) };
	}
	if (isResuming(mode)) listener.listenInBackground();
	else await listener.listen();
	return { closeFunction };
}
