import type { IExecuteFunctions } from 'n8n-workflow';
import { parametersOf } from './parameters';

/** Maximum concurrent calls: enough to hide latency, without using up the limit of 300 requests a minute in one second. */
const MAX_PARALLEL = 16;

/**
 * Runs the items of a lane in order, and lanes in parallel. After a failure, it starts no more items.
 * @returns the results of `work`, in item order
 * @throws the error of the first failed item, in item order
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

/** Items with the same customer ID share a lane, and so do all items without a readable customer ID. */
export function laneOf(context: IExecuteFunctions, itemIndex: number): string {
	try {
		return parametersOf(context, itemIndex).id('customerId', 'Customer ID');
	} catch {
		// Failed expressions and invalid IDs are reported when the item runs.
		return '';
	}
}
