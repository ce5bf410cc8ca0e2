import type { IExecuteFunctions } from 'n8n-workflow';
import { parametersOf } from './parameters';

/** Maximum concurrent calls: they hide Genesys' latency, and do not use up a minute's 300 requests in its first second. */
const MAX_PARALLEL = 16;

/**
 * Runs items one after another within a lane, and lanes side by side. After a failure it starts no new ones.
 * @returns the results of `work`, in the order of the items
 * @throws what the first failed item, in the order of the items, has thrown
 */
export async function inLanes<T>(count: number, laneOf: (index: number) => string, work: (index: number) => Promise<T>): Promise<T[]> {
	const lanes = new Map<string, number[]>();
	for (let index = 0; index < count; index++) {
		const lane = laneOf(index);
		const items = lanes.get(lane);
		if (items) items.push(index);
		else lanes.set(lane, [index]);
	}
	const waiting = lanes.values();
	const results: T[] = [];
	const failures = new Map<number, unknown>();
	async function worker(): Promise<void> {
		for (const lane of waiting) {
			for (const index of lane) {
				if (failures.size > 0) return;
				try {
					results[index] = await work(index);
				} catch (error) {
					failures.set(index, error);
				}
			}
		}
	}
	await Promise.all(Array.from({ length: Math.min(MAX_PARALLEL, lanes.size) }, worker));
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}

/** Items of one customer, by the ID as it is sent, keep their order; so do those of which the customer is not known. */
export function laneOf(context: IExecuteFunctions, itemIndex: number): string {
	try {
		return parametersOf(context, itemIndex).id('customerId', 'Customer ID');
	} catch {
		// An expression that fails, and an ID that cannot be one, are reported when the item runs.
		return '';
	}
}
