import { sleep, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { QueueListener } from '../../genesys/conversations/queueListener';
import { Lifetime } from '../../genesys/notifications/lifetime';
import { toNodeError } from '../shared/errors';
import { genesysClient } from '../shared/transport';
import { Emission } from './emission';
import { EmittedKeys } from './emittedKeys';
import { readParameters } from './parameters';
import { openSocket, requireWebSocket } from './socket';
import { isResuming, noteCaughtUp, noteStart, startingPoint } from './startingPoint';

/**
 * Listens to the queues until n8n closes the trigger. Publishing fails, with Genesys' own reason, when it cannot; after
 * a start of n8n it goes on trying instead, for n8n must come up when Genesys cannot be reached. A failure later is
 * logged and mended here: n8n would tear down and publish the workflow anew for it.
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
	// Who tests by hand leaves no trace in what is kept for the published workflow.
	const note = mode === 'manual' ? {} : context.getWorkflowStaticData('node');
	const startedAt = Date.now();
	const since = startingPoint(mode, note, startedAt);
	noteStart(note, since, startedAt);

	const emission = new Emission(context, lifetime, new EmittedKeys(note), log);
	const listener = new QueueListener({
		client: genesysClient(context),
		openSocket,
		lifetime,
		sleep,
		now: Date.now,
		elapsed: () => performance.now(),
		random: Math.random,
		wanted,
		since,
		isResuming: isResuming(mode),
		emit: (event) => {
			if (!lifetime.isOver && events.includes(event.event)) void emission.give(event);
		},
		onCaughtUp: (until) => {
			// What n8n has not taken is still to be emitted.
			if (!emission.isBehind) noteCaughtUp(note, until);
		},
		log,
	});
	const closeFunction = async () => listener.close();

	// Who tests by hand waits for something to happen, not for what happened a minute ago.
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
