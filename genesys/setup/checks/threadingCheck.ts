import { getThreading } from '../threading';
import { warning, type Check } from './finding';

export const threadingCheck: Check = {
	permission: 'conversation:threadingTimeline:view',
	sees: 'the threading window',
	run: async ({ client }) => {
		const { openMinutes } = await getThreading(client, 'Check setup');
		if (openMinutes === 0) return [];
		return [
			warning(
				'threading.merges',
				`For ${openMinutes} minutes after its end a conversation goes on when the customer writes again: a second handover joins the first.`,
				'For a new conversation each time, set Open Messaging to 0 in Admin › Message › Threading Timeline, or with Setup: Provision. It holds for all Open Messaging integrations.',
			),
		];
	},
};
