import { isOutcomeUnknown } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { GenesysApiError, reworded } from '../errors';
import { asObject, asText } from '../json';
import { toBody, type Answer } from './answer';

/** A session of the Digital Bot Connector, as the trigger reports it. */
export interface BotSession {
	botId: string;
	botVersion: string;
	botSessionId: string;
	language: string; // As it came, such as `en-us`.
}

const PERMISSION = 'integration:botconnector:send';

/**
 * Sends something to the customer while the session is open, whether or not the bot is asked (Digital Bot Connector only).
 * Genesys takes no message ID of ours, so it is never repeated where it may have been carried out.
 * @returns Genesys' ID of the message
 * @throws GenesysApiError with one of Genesys' five codes for a session that takes no message, GenesysUnreachableError
 */
export async function sendOutgoing(client: GenesysClient, { botId, botVersion, botSessionId, language }: BotSession, answer: Answer, what: string): Promise<string> {
	const body = { botId, botVersion, botSessionId, languageCode: language, ...toBody(answer, 'digitalBotConnector') };
	const path = '/api/v2/integrations/botconnectors/outgoing/messages';
	const { body: messageId, error } = await client.attempt({ method: 'POST', path, body }, { what, read: messageIdIn });
	if (error) throw inOurWords(error);
	return messageId;
}

const messageIdIn = (body: unknown) => asText(asObject(body)?.messageId);

/** Genesys' codes for a session that takes no message, all with the status 409 (Digital Bot Connector specification). */
const REFUSALS: Record<string, { what: string; advice: string }> = {
	'integration.not.active': {
		what: 'the Genesys Digital Bot Connector integration is not active',
		advice: 'Activate it in Admin › Integrations.',
	},
	'session.already.closed': {
		what: "the bot's session is over",
		advice: 'A session ends with the states Complete and Failed, when the flow goes on, and after the time-outs of Call Digital Bot Connector. Do not send to it again.',
	},
	'session.not.found': {
		what: 'there is no bot session with this ID',
		advice: 'Give the botSessionId of the Genesys Bot Connector Trigger, and the credential of the organization that the utterance came from.',
	},
	'session.bot.id.mismatch': { what: 'the session belongs to another bot', advice: 'Give the botId that came with the same utterance as the session.' },
	'session.bot.version.mismatch': {
		what: 'the session belongs to another version of the bot',
		advice: 'Give the botVersion that came with the same utterance as the session.',
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
	return reworded(error, { advice: `${error.advice} Genesys Cloud cannot tell a repeat from a new message: the customer may read it twice.` });
}
