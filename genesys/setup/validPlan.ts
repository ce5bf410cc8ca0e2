import { InvalidInputError } from '../errors';
import { unreachableReason } from '../openMessaging/webhookUrl';
import { MAX_WINDOW_MINUTES } from './threading';

interface Given {
	webhookUrl: string;
	lifecycleUrl: string;
	threadingWindowMinutes?: number;
}

/**
 * Refuses what cannot work, before a call is made.
 * @param isOwnOrigin a simulator or gateway may deliver to addresses that Genesys cannot reach
 * @throws InvalidInputError
 */
export function requireValid({ webhookUrl, lifecycleUrl, threadingWindowMinutes: minutes }: Given, isOwnOrigin: boolean): void {
	const reach = (parameter: string, url: string, otherwise: string): void => {
		const reason = url === '' || isOwnOrigin ? undefined : unreachableReason(url);
		if (reason === undefined) return;
		const advice = `Give a public https address on port 443, or leave the field out: ${otherwise}.`;
		throw new InvalidInputError(parameter, `Genesys Cloud cannot deliver to ${url}: ${reason}`, advice);
	};
	reach('Webhook URL', webhookUrl, 'the trigger registers its own address');
	reach('Life Cycle URL', lifecycleUrl, 'the Genesys Conversation Trigger needs no address');
	const problem = lifecycleUrl === '' ? undefined : lifecycleProblem(lifecycleUrl);
	if (problem !== undefined) {
		const advice = 'Copy the production address that ends in /lifecycle from the Genesys Open Messaging Trigger (Webhook URLs).';
		throw new InvalidInputError('Life Cycle URL', `"Life Cycle URL" is ${lifecycleUrl}, ${problem}`, advice);
	}
	if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 0 && minutes <= MAX_WINDOW_MINUTES)) {
		throw new InvalidInputError(
			'Threading Window (Minutes)',
			`"Threading Window (Minutes)" is ${minutes}`,
			`Give whole minutes from 0 to ${MAX_WINDOW_MINUTES}.`,
		);
	}
}

function lifecycleProblem(url: string): string | undefined {
	// What stands behind $ and # would be taken for a variable or a directive: the address is a template in the data action.
	if (!/^https?:\/\/[^\s$#?]+\/lifecycle$/.test(url)) return 'which is not an address of the trigger that ends in /lifecycle';
	return url.includes('/webhook-test/') ? 'where n8n listens only while the workflow is tested' : undefined;
}
