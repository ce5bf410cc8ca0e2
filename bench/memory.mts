import { setTimeout as delay } from 'node:timers/promises';
import { heapAfterCollection } from './inspector.mts';
import { delivery, INTEGRATION_ID, postAll } from './load.mts';
import type { Place } from './place.mts';
import type { Section } from './report.mts';
import { nothing, publish, trigger } from './workflows.mts';

/** Does n8n need more and more memory? An hour's worth of messages, of the 300 a minute that Genesys Cloud grants. */

const MESSAGES = { quick: 400, full: 18_000 };
/** The heap at the end by the heap at half time: more than this is not flat. */
const FLAT = { atMost: 1.03 };
/** n8n writes down what it has done, and lets go of it. */
const SETTLE_MS = { quick: 500, full: 5_000 };

export async function measureMemory({ quick, n8n, say }: Place): Promise<Section[]> {
	const size = quick ? 'quick' : 'full';
	const count = MESSAGES[size];
	say(`memory over ${count} messages`);
	const { rest, credential, inspectorPort } = n8n.legacy;
	const { url } = await publish(rest, 'Memory', [trigger(INTEGRATION_ID, credential), nothing]);
	const half = async (): Promise<number> => {
		await postAll(Array.from({ length: count / 2 }, () => delivery(url)), 200);
		await delay(SETTLE_MS[size]);
		return await heapAfterCollection(inspectorPort);
	};
	const [atHalfTime, atEnd] = [await half(), await half()];
	return [
		{
			title: `Memory: n8n's heap after garbage collection, ${count} agents' messages, expression engine legacy`,
			facts: [
				{ what: 'at half time', value: atHalfTime, unit: 'MB' },
				{ what: 'at the end', value: atEnd, unit: 'MB' },
				{ what: 'at the end : at half time', value: atEnd / atHalfTime, unit: '×', goal: FLAT },
			],
		},
	];
}
