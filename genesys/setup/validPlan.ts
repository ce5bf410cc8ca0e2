import { InvalidInputError } from '../errors';
import { unreachableReason } from '../openMessaging/webhookUrl';
import { MAX_WINDOW_MINUTES } from './threading';

interface Given {
	webhookUrl: string;
	threadingWindowMinutes?: number;
}

/**
 * Refuses what cannot work, before a call is made.
 * @param isOwnOrigin a simulator or gateway may deliver to URLs that Genesys Cloud cannot reach
 * @throws InvalidInputError
 */
export function requireValid({ webhookUrl, threadingWindowMinutes: minutes }: Given, isOwnOrigin: boolean): void {
	const reason = webhookUrl === '' || isOwnOrigin ? undefined : unreachableReason(webhookUrl);
	if (reason !== undefined) {
		throw new InvalidInputError(
			'Webhook URL',
			`Genesys Cloud cannot deliver to ${webhookUrl}: ${reason}`,
			'Enter a public https URL on port 443, or leave the field out: the trigger registers its own URL.',
		);
	}
	if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 0 && minutes <= MAX_WINDOW_MINUTES)) {
		throw new InvalidInputError(
			'Threading Window (Minutes)',
			`"Threading Window (Minutes)" is ${minutes}`,
			`Enter whole minutes from 0 to ${MAX_WINDOW_MINUTES}.`,
		);
	}
}
