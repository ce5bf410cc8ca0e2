import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { heapAfterCollection } from './inspector.mts';
import { delivery, INTEGRATION_ID, postAll } from './load.mts';
import type { Engine, Place } from './place.mts';
import type { Fact, Section } from './report.mts';
import { nothing, publish, trigger } from './workflows.mts';

/**
 * Does n8n's memory keep growing? One hour of messages at 300 per minute, Genesys Cloud's limit. Fewer with the engine `vm`,
 * which is four times as slow and keeps its isolates outside the heap.
 */

const MESSAGES: Record<'quick' | 'full', Partial<Record<Engine, number>>> = {
	quick: { legacy: 400 },
	full: { legacy: 18_000, vm: 4_000 },
};
/** Memory at the end divided by memory halfway: above this, it isn't constant. */
const FLAT = { heap: { atMost: 1.03 }, process: { atMost: 1.1 } };
/** n8n needs time to store its executions and release them. */
const SETTLE_MS = { quick: 500, full: 5_000 };

export async function measureMemory(place: Place): Promise<Section[]> {
	const engines = Object.entries(MESSAGES[place.quick ? 'quick' : 'full']) as Array<[Engine, number]>;
	const sections: Section[] = [];
	for (const [engine, count] of engines) sections.push(await measureEngine(place, engine, count));
	return sections;
}

async function measureEngine({ quick, n8n, say }: Place, engine: Engine, count: number): Promise<Section> {
	say(`memory over ${count} messages, expression engine ${engine}`);
	const { rest, credential, inspectorPort, process } = n8n[engine];
	const { url } = await publish(rest, 'Memory', [trigger(INTEGRATION_ID, credential), nothing]);
	const half = async () => {
		await postAll(Array.from({ length: count / 2 }, () => delivery(url)), 200);
		await delay(SETTLE_MS[quick ? 'quick' : 'full']);
		return { heap: await heapAfterCollection(inspectorPort), process: residentMemory(process.pid) };
	};
	const [atHalfTime, atEnd] = [await half(), await half()];
	const facts = (what: string, of: keyof typeof FLAT): Fact[] => [
		{ what: `${what} halfway`, value: atHalfTime[of], unit: 'MB' },
		{ what: `${what} at the end`, value: atEnd[of], unit: 'MB' },
		{ what: 'at the end : halfway', value: atEnd[of] / atHalfTime[of], unit: '×', goal: FLAT[of] },
	];
	return {
		title: `Memory of n8n after garbage collection, ${count} agents' messages, expression engine ${engine}`,
		facts: [...facts('objects and buffers', 'heap'), ...facts('entire process', 'process')],
	};
}

/** Resident memory of a process, in megabytes. */
const residentMemory = (pid: number): number => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
