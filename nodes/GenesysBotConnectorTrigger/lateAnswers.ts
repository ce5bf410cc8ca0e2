import type { IWebhookFunctions } from 'n8n-workflow';
import type { Answer } from '../../genesys/botConnector/answer';
import type { Request } from '../../genesys/botConnector/utterance';

export function senderOf(_context: IWebhookFunctions, _request: Request): (answer: Answer) => void {
	return () => {};
}
