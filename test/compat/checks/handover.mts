import { randomUUID } from 'node:crypto';
import { deskOf, eventually } from '../../../demo/people.mts';
import { ensure, type Check } from '../check.mts';
import { newIntegration, withOwnClient, type Place } from '../place.mts';
import { publishHandover, type HandoverResult } from '../workflows.mts';

/** The action node. */

async function ensureStarted(place: Place, { end, item: { json } }: HandoverResult, customerId: string, text: string): Promise<void> {
	ensure(end === 'Started' && !('error' in json), JSON.stringify(json));
	await eventually(`the agent sees "${text}"`, async () => await deskOf(place.simulator.url).shows({ id: customerId }, text));
}

export const handoverChecks: Check[] = [
	{
		title: "shows the agent the customer's message when a handover starts",
		async run(place) {
			const start = await publishHandover(place, await newIntegration(place));
			await ensureStarted(place, await start('grace', 'I was charged twice'), 'grace', 'I was charged twice');
		},
	},
	{
		title: 'renews an access token that Genesys Cloud rejects',
		async run(place) {
			const own = await withOwnClient(place);
			const start = await publishHandover(own, await newIntegration(place));
			await ensureStarted(place, await start('linus', 'First'), 'linus', 'First');
			await own.revokeTokens();
			await ensureStarted(place, await start('linus', 'Second'), 'linus', 'Second');
		},
	},
	{
		title: 'sends an item that fails to the error output',
		async run(place) {
			const start = await publishHandover(place, randomUUID());
			const { end, item } = await start('barbara', 'To an integration that does not exist');
			ensure(end === 'Failed', `the item left by the success output: ${JSON.stringify(item.json)}`);
			ensure('error' in item.json, JSON.stringify(item.json));
		},
	},
];
