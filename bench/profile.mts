import { delivery, INTEGRATION_ID, postAll } from './load.mts';
import { profileOf, type Profile } from './inspector.mts';
import { startPlace } from './place.mts';
import { nothing, publish, trigger, webhook } from './workflows.mts';

/**
 * `node bench/profile.mts`, after `npm run build`: where n8n spends its time on an agent's message, with the trigger and with
 * its bare Webhook node, using the legacy engine. Prints the largest differences in microseconds per message. The profiler
 * overstates small functions.
 */

const WARM_UP = 500;
const MESSAGES = 1_000;
const ROWS = 40;

const place = await startPlace({ root: process.cwd(), quick: true, mayRepeat: () => false, say: console.log });
try {
	const { rest, credential, inspectorPort } = place.n8n.legacy;
	const [floor, ours] = [
		await publish(rest, 'Floor', [webhook(), nothing]),
		await publish(rest, 'Trigger', [trigger(INTEGRATION_ID, credential), nothing]),
	];
	const post = async (url: string, count: number) => await postAll(Array.from({ length: count }, () => delivery(url)), 200);
	for (const { url } of [floor, ours]) await post(url, WARM_UP);
	const profile = async (url: string) => timesOf(await profileOf(inspectorPort, async () => await post(url, MESSAGES)));
	const [byFloor, byOurs] = [await profile(floor.url), await profile(ours.url)];
	const rows = [...new Set([...byFloor.keys(), ...byOurs.keys()])].map((name) => {
		const [one, other] = [byFloor, byOurs].map((times) => (times.get(name) ?? 0) / MESSAGES);
		return { name, one, other, more: other - one };
	});
	console.log('\n   more  trigger  Webhook  function, including everything it calls');
	for (const { name, one, other, more } of rows.sort((a, b) => b.more - a.more).slice(0, ROWS)) {
		console.log([more, other, one].map((time) => time.toFixed(0).padStart(7)).join('  '), '', name);
	}
} finally {
	await place.stop();
}

/** Microseconds per function, including everything it calls, by name and location. */
function timesOf({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
	const times = new Map<string, number>();
	for (const [index, sample] of samples.entries()) {
		const stack = new Set<string>();
		for (let id: number | undefined = sample; id !== undefined; id = callers.get(id)) {
			const { functionName, url, lineNumber } = byId.get(id)!.callFrame;
			stack.add(`${functionName || '(anonymous)'} ${url.replace(/^.*node_modules\//, '')}:${lineNumber + 1}`);
		}
		for (const name of stack) times.set(name, (times.get(name) ?? 0) + timeDeltas[index]);
	}
	return times;
}
