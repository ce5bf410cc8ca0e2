import { sendMessage } from '../conversations/outbound.mts';
import { endConversation, enqueue } from '../conversations/lifecycle.mts';
import { byName } from '../directory/directory.mts';
import { stateOfIntegration, takesAttachments } from '../platformIntegrations/platformIntegration.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { readAnswer, readDigitalAnswer } from './answer.mts';
import type { BotReply } from './answer.mts';
import { InvalidAnswer } from './content.mts';
import { isOpen } from './session.mts';
import type { BotOutcome, BotSession } from './session.mts';
import { requestBody } from './utterance.mts';
import type { Utterance } from './utterance.mts';
import { callBot } from './wire.mts';

interface Failure {
	errorType: string;
	errorMessage: string;
}

const MINUTE = 60_000;

/** Sends an utterance to the bot. A session's turns run one at a time. */
export function say(world: World, session: BotSession, utterance: Utterance): void {
	const { epoch } = world;
	session.waiting += 1;
	session.running = session.running.then(async () => {
		if (world.epoch === epoch && isOpen(session)) await turn(world, session, utterance, epoch);
	});
	session.running = session.running
		.catch((error: unknown) => console.error('A turn of a bot failed:', error))
		.then(() => {
			session.waiting -= 1;
			if (world.epoch === epoch) world.changed();
		});
}

async function turn(world: World, session: BotSession, utterance: Utterance, epoch: number): Promise<void> {
	session.turns += 1;
	const reply = await ask(world, session, utterance);
	if (world.epoch !== epoch || !isOpen(session)) return;
	if (reply === undefined) waitForCustomer(world, session);
	else if ('errorType' in reply) fail(world, session, reply);
	else take(world, session, reply);
}

/** @returns the bot's answer, a failure, or nothing if an invalid answer is ignored */
async function ask(world: World, session: BotSession, utterance: Utterance): Promise<BotReply | Failure | undefined> {
	const { settings } = world;
	const { action } = session;
	const isLegacy = action.generation === 'botConnector';
	const integration = world.platformIntegrations.get(action.integrationId);
	if (!integration || stateOfIntegration(world, integration) !== 'ACTIVE') {
		// UNCONFIRMED for both generations.
		const errorType = isLegacy ? 'FeatureNotEnabledError' : 'ServiceProviderErrorResponse';
		return { errorType, errorMessage: 'The integration is not active.' };
	}
	const { status, answer, error, timedOut } = await callBot(world, {
		integration,
		method: 'POST',
		path: isLegacy ? '' : '/messages',
		body: requestBody(session, utterance, settings),
		timeoutMs: isLegacy ? settings.botConnectorTimeoutMs : settings.digitalBotResponseTimeoutMs,
		retries: isLegacy ? 0 : settings.digitalBotRetries,
	});
	if (status !== 200) {
		if (isLegacy && settings.botConnectorNoAnswer === 'ignored') return undefined;
		const errorMessage = error ?? `The bot returned HTTP ${status}.`;
		if (isLegacy) return { errorType: 'InternalServerError', errorMessage };
		return { errorType: timedOut ? 'ServiceProviderTimeout' : 'ServiceProviderErrorResponse', errorMessage };
	}
	try {
		const { version } = action.bot;
		return isLegacy
			? readAnswer(answer, version, settings)
			: readDigitalAnswer(answer, version, takesAttachments(world, integration));
	} catch (problem) {
		if (!(problem instanceof InvalidAnswer)) throw problem;
		const errorType = isLegacy ? 'InternalServerError' : 'ServiceProviderInvalidResponse';
		return { errorType, errorMessage: `${problem.message}.` };
	}
}

/** Applies an answer or a later message to its session. */
export function take(world: World, session: BotSession, reply: BotReply): void {
	if (session.action.generation === 'botConnector' && isStuck(world, session, reply)) {
		fail(world, session, { errorType: 'NoMatchError', errorMessage: 'The bot returned the same intent too many times.' });
		return;
	}
	Object.assign(session.slots, reply.slots);
	Object.assign(session.parameters, reply.parameters);
	for (const message of reply.messages) {
		const { conversation, participant } = session;
		sendMessage(world, undefined, conversation, { from: 'flow', participant, ...message });
	}
	if (reply.error) fail(world, session, reply.error);
	else if (reply.state === 'Complete') complete(world, session, reply);
	else waitForCustomer(world, session);
}

/**
 * The loop guard of v1: limits consecutive answers with the same intent and unchanged slot values. The messages of
 * the answer that exceeds the limit aren't shown (UNCONFIRMED).
 */
function isStuck({ settings }: World, { sameAnswers, slots }: BotSession, reply: BotReply): boolean {
	const { intent = '', state } = reply;
	if (state !== 'MoreData' || settings.botConnectorSameIntentLimit === 0) return false;
	const isCounted = intent !== '' || settings.botConnectorAbsentIntentCounts;
	const key = JSON.stringify([intent, { ...slots, ...reply.slots }]);
	const count = isCounted && sameAnswers.key === key ? sameAnswers.count + 1 : 1;
	Object.assign(sameAnswers, { key, count });
	return count > settings.botConnectorSameIntentLimit;
}

/** Follow-up Response Timeout: starts with the bot's answer and ends with the customer's next message. */
function waitForCustomer(world: World, session: BotSession): void {
	const { settings } = world;
	const isLegacy = session.action.generation === 'botConnector';
	const { turns } = session;
	later(world, isLegacy ? settings.botConnectorFollowUpMs : settings.digitalBotFollowUpMs, () => {
		const isSilent = session.turns === turns && session.waiting === 0;
		// The error's name is v1's. The name in v2 is UNCONFIRMED.
		if (isOpen(session) && isSilent) {
			fail(world, session, { errorType: 'NoInputError', errorMessage: "The customer didn't answer in time." });
		}
	});
}

/** Session Timeout of v2: ends the session in any case. The error's name is UNCONFIRMED. */
export function limitSession(world: World, session: BotSession): void {
	if (session.action.generation === 'botConnector') return;
	later(world, world.settings.digitalBotSessionMinutes * MINUTE, () => {
		if (!isOpen(session)) return;
		fail(world, session, { errorType: 'NoInputError', errorMessage: 'The session has lasted too long.' });
	});
}

function complete(world: World, session: BotSession, { intent = '', confidence }: BotReply): void {
	const outcome = { intent, ...(confidence !== undefined && { confidence }) };
	leaveAction(world, session, outcome, session.action.intentQueues[intent]);
}

export function fail(world: World, session: BotSession, failure: Failure): void {
	leaveAction(world, session, { failure }, session.action.failureQueue);
}

/** Ends the session and continues the flow at one of the action's outputs. */
function leaveAction(world: World, session: BotSession, outcome: Partial<BotOutcome>, queueName: string | undefined): void {
	const { slots, parameters, conversation, participant } = session;
	session.outcome = { ...outcome, slots, parameters };
	const queue = byName(world.queues, queueName);
	if (queue) enqueue(world, conversation, queue);
	else endConversation(world, conversation, participant, 'The flow ended');
}
