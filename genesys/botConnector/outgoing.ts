import { isOutcomeUnknown } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { GenesysApiError, reworded } from '../errors';
import { asObject, asText } from '../json';
import { toBody, type Answer } from './answer';

/** A Digital Bot Connector session, as emitted by the trigger. */
export interface BotSession {
	botId: string;
	botVersion: string;
	botSessionId: string;
	language: string; // Unchanged, such as `en-us`.
}

const PERMISSION = 'integration:botconnector:send';

/**
 * Sends a message to the customer while the session is open, even if the bot's turn is over (Digital Bot Connector only). Genesys
 * doesn't accept our message IDs, so a request that may have succeeded is never retried.
 * @returns Genesys' message ID
 * @throws GenesysApiError with one of five codes if the session doesn't accept messages, GenesysUnreachableError
 */
export async function sendOutgoing(client: GenesysClient, { botId, botVersion, botSessionId, language }: BotSession, answer: Answer, what: string): Promise<string> {
	const body = { botId, botVersion, botSessionId, languageCode: language, ...toBody(answer, 'digitalBotConnector') };
	const path = '/api/v2/integrations/botconnectors/outgoing/messages';
	const { body: messageId, error } = await client.attempt({ method: 'POST', path, body }, { what, read: messageIdIn });
	if (error) throw inOurWords(error);
	return messageId;
}

const messageIdIn = (body: unknown) => asText(asObject(body)?.messageId);

/** Genesys' codes if a session doesn't accept messages, all with status 409. Source: Digital Bot Connector specification. */
const REFUSALS: Record<string, { what: string; advice: string }> = {
	'integration.not.active': {
		what: "the Genesys Digital Bot Connector integration isn't active",
		advice: 'Activate it in Admin › Integrations.',
	},
	'session.already.closed': {
		what: "the bot's session has ended",
		advice: 'A session ends with Complete or Failed, when the flow continues, or when Call Digital Bot Connector times out. Send no more messages to it.',
	},
	'session.not.found': {
		what: 'no bot session has this ID',
		advice: 'Enter the botSessionId from the Genesys Bot Connector Trigger, and select the credential of the same organization.',
	},
	'session.bot.id.mismatch': { what: 'the session belongs to another bot', advice: 'Enter the botId that the trigger returned with the session ID.' },
	'session.bot.version.mismatch': {
		what: 'the session belongs to another version of the bot',
		advice: 'Enter the botVersion that the trigger returned with the session ID.',
	},
};

function inOurWords(error: CallError): CallError {
	if (!(error instanceof GenesysApiError)) return isOutcomeUnknown(error) ? withWarning(error) : error;
	const context = error.contextId ? ` Context ID: ${error.contextId}.` : '';
	if (error.status === 409 && Object.hasOwn(REFUSALS, error.code)) {
		const { what, advice } = REFUSALS[error.code];
		const [begin] = error.message.split(': ');
		return reworded(error, { message: `${begin}: ${what}`, advice: advice + context });
	}
	if (error.status === 403 && !error.advice.includes(PERMISSION)) {
		return reworded(error, { advice: `Add the permission ${PERMISSION} to the role of the OAuth client or signed-in user (Admin › Roles / Permissions).${context}` });
	}
	return isOutcomeUnknown(error) ? withWarning(error) : error;
}

function withWarning<E extends CallError>(error: E): E {
	return reworded(error, { advice: `${error.advice} If you send the message again, the customer may get it twice.` });
}
