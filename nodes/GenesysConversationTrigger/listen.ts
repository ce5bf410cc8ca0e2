import { sleep, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import type { LifecycleEvent } from '../../genesys/conversations/lifecycle';
import { queueTopic } from '../../genesys/conversations/queueTopic';
import { QueueWatch, type NamedQueue } from '../../genesys/conversations/queueWatch';
import { openChannel, type Channel } from '../../genesys/notifications/channel';
import { NotificationConnection } from '../../genesys/notifications/connection';
import { Lifetime } from '../../genesys/notifications/lifetime';
import { toNodeError } from '../shared/errors';
import { genesysClient } from '../shared/transport';
import { Emission } from './emission';
import { readParameters } from './parameters';
import { openSocket } from './socket';
import { isResuming, noteCaughtUp, noteStart, startingPoint } from './startingPoint';
import { findWatchedQueues } from './watchedQueues';

/** How often is looked up what no notification has told. */
const LOOK_EVERY_MS = 5 * 60_000;

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
	const { queues: wanted, events } = readParameters(context);
	const mode = context.getActivationMode();
	const client = genesysClient(context);
	const lifetime = new Lifetime(sleep);
	const log = (text: string) => context.logger.warn(`Genesys Conversation Trigger: ${text}`);
	const note = context.getWorkflowStaticData('node');
	const startedAt = Date.now();
	const since = startingPoint(mode, note, startedAt);
	noteStart(note, since, startedAt);

	const emission = new Emission(context, lifetime, log);
	const tell = (event: LifecycleEvent) => {
		if (!lifetime.isOver && events.includes(event.event)) void emission.give(event);
	};
	const queues: NamedQueue[] = [];
	let channel: Channel | undefined;
	/** Those that it is for. */
	let listened: string[] = [];
	const findQueues = async () => {
		// Who publishes is told of a name that no queue has; later it is not to be in the way of the others.
		const onUnknown = isResuming(mode) || queues.length > 0 ? (error: Error) => log(error.message) : undefined;
		const found = await findWatchedQueues(client, wanted, { known: queues, onUnknown });
		// A name that is not known this time may be known from before.
		const named = found.map((queue) => ({ ...queues.find(({ id }) => id === queue.id), ...queue }));
		queues.splice(0, queues.length, ...named);
	};
	const haveChanged = () => listened.length !== queues.length || queues.some(({ id }) => !listened.includes(id));
	const goesOn = () => !lifetime.isOver;
	const watch = new QueueWatch({ client, queues, since, now: Date.now, tell, goesOn });
	const look = async () => {
		try {
			const until = await watch.look();
			// What only notifications tell may be missing while there are none, and what n8n has not taken is not told.
			if (until !== undefined && connection.isUp && !emission.isBehind) noteCaughtUp(note, until);
		} catch (error) {
			log(`What happened meanwhile could not be looked up, and is the next time: ${messageOf(error)}`);
		}
	};
	const connection = new NotificationConnection({
		openChannel: async (afresh) => {
			if (queues.length === 0) await findQueues();
			// Who publishes is told what is refused; later a queue that is refused is not to be in the way of the others.
			const onRejected = isResuming(mode) || listened.length > 0 ? (error: Error) => log(error.message) : undefined;
			const ids = queues.map(({ id }) => id);
			channel = await openChannel(client, ids.map(queueTopic), { known: afresh ? undefined : channel, onRejected });
			listened = ids;
			return channel.address;
		},
		openSocket,
		onEvent: (topicName, eventBody) => {
			try {
				watch.received(topicName, eventBody);
			} catch (error) {
				// Thrown out of a websocket's event it would end n8n.
				log(`A notification could not be taken: ${messageOf(error)}`);
			}
		},
		onGap: (missedSince) => {
			watch.missed(missedSince);
			void look();
		},
		onNotice: log,
		sleep,
		now: Date.now,
		random: Math.random,
	});
	const lookNowAndThen = async () => {
		while (await lifetime.pause(LOOK_EVERY_MS)) {
			// Until there is a first connection, that is what is waited for.
			if (queues.length === 0) continue;
			try {
				await findQueues();
				if (haveChanged()) connection.renew('the queues are others than before');
			} catch (error) {
				log(`The queues could not be listed, and are the next time: ${messageOf(error)}`);
			}
			await look();
		}
	};
	const connect = async () => {
		if (queues.length === 0) await findQueues();
		await watch.begin();
		await connection.connect();
		// Who tests by hand waits for something to happen, not for what happened a minute ago.
		if (mode === 'manual') return;
		void look();
		void lookNowAndThen();
	};
	const closeFunction = async () => {
		lifetime.end();
		connection.close();
	};

	if (mode === 'manual') return { closeFunction, manualTriggerFunction: connect };
	if (isResuming(mode)) {
		connection.connectInBackground(since);
		void lookNowAndThen();
	} else {
		await connect();
	}
	return { closeFunction };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
