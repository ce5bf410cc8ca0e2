import type { IExecuteFunctions } from 'n8n-workflow';
import { parametersOf } from './parameters';

/**
 * Maximum concurrent calls: enough to hide the latency of Genesys, and few enough that a batch does not use up a minute's
 * 300 requests in its first second.
 */
const MAX_PARALLEL = 16;

/**
 * Runs items one after another within a lane, and lanes side by side. On the first failure it finishes running calls and
 * starts no new ones.
 *
 * @param laneOf items of the same lane keep their order
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
	const results = new Map<number, T>();
	const failures: Array<{ index: number; error: unknown }> = [];

	/** Takes lane after lane until none is left. */
	async function worker(): Promise<void> {
		for (const lane of waiting) {
			for (const index of lane) {
				if (failures.length > 0) return;
				try {
					results.set(index, await work(index));
				} catch (error) {
					failures.push({ index, error });
				}
			}
		}
	}

	await Promise.all(Array.from({ length: Math.min(MAX_PARALLEL, lanes.size) }, worker));
	failures.sort((one, other) => one.index - other.index);
	for (const { error } of failures) throw error;
	return Array.from({ length: count }, (_, index) => results.get(index) as T);
}

/** Items of one customer, by the ID as it is sent, keep their order; so do those of which the customer is not known. */
export function laneOf(context: IExecuteFunctions, itemIndex: number): string {
	try {
		return parametersOf(context, itemIndex).id('customerId', 'Customer ID');
	} catch {
		// An expression that fails, and an ID that cannot be one, are told when the item is run.
		return '';
	}
}
