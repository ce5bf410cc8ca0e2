import type { IWebhookFunctions } from 'n8n-workflow';
import type { Answer } from '../../genesys/botConnector/answer';
import { sendOutgoing } from '../../genesys/botConnector/outgoing';
import type { Request } from '../../genesys/botConnector/utterance';
import { wordsOf } from '../../genesys/errors';
import { Turns } from '../../genesys/turns';
import { genesysClient } from '../shared/transport';

const sessions = new Turns();

/** Sends late answers of the Digital Bot Connector in order. Never throws: failures are logged. */
export function senderOf(context: IWebhookFunctions, { botId, botVersion = '', botSessionId, language = '' }: Request): (answer: Answer) => void {
	const session = { botId, botVersion, botSessionId, language };
	return (answer) => {
		const send = async () => await sendOutgoing(genesysClient(context), session, answer, 'Send late answer');
		void sessions.take(botSessionId, send).catch((error: unknown) => {
			context.logger.error("Genesys Bot Connector Trigger: a late answer couldn't be sent", { botSessionId, reason: wordsOf(error) });
		});
	};
}
