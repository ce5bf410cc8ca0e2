import fc from 'fast-check';
import { inLanes } from '../../../nodes/shared/lanes';

/** Work that finishes when the test requests it. */
function workshop() {
	const begun: number[] = [];
	const open = new Map<number, { resolve: (value: string) => void; reject: (error: Error) => void }>();
	const work = async (index: number) => {
		begun.push(index);
		return await new Promise<string>((resolve, reject) => open.set(index, { resolve, reject }));
	};
	/** Long enough for everything that follows from a finished call. */
	const settled = async () => {
		for (let tick = 0; tick < 20; tick++) await Promise.resolve();
	};
	return {
		begun,
		work,
		finish: async (index: number) => {
			open.get(index)?.resolve(`done ${index}`);
			await settled();
		},
		fail: async (index: number) => {
			open.get(index)?.reject(new Error(`failed ${index}`));
			await settled();
		},
	};
}

describe('a batch', () => {
	it('starts an item after the customer\'s previous one, and runs other customers in parallel', async () => {
		const { begun, work, finish } = workshop();
		const lanes = ['ada', 'ada', 'bob'];
		const batch = inLanes(3, (index) => lanes[index], work);
		expect(begun).toEqual([0, 2]);
		await finish(2);
		expect(begun).toEqual([0, 2]);
		await finish(0);
		expect(begun).toEqual([0, 2, 1]);
		await finish(1);
		expect(await batch).toEqual(['done 0', 'done 1', 'done 2']);
	});

	it('runs at most sixteen calls at the same time', async () => {
		const { begun, work, finish } = workshop();
		const batch = inLanes(20, String, work);
		expect(begun).toHaveLength(16);
		await finish(7);
		expect(begun).toHaveLength(17);
		for (let index = 0; index < 20; index++) await finish(index);
		expect(await batch).toHaveLength(20);
	});

	it('starts no more items after a failure, finishes running ones, and throws the first item\'s error', async () => {
		const { begun, work, finish, fail } = workshop();
		const lanes = ['ada', 'bob', 'ada', 'cyd'];
		const batch = inLanes(4, (index) => lanes[index], work);
		const told = expect(batch).rejects.toThrow('failed 0');
		await fail(3);
		await fail(0);
		await finish(1);
		await told;
		expect(begun).toEqual([0, 1, 3]);
	});

	it('returns results in item order and keeps each customer\'s order, regardless of durations', async () => {
		const arrivals = fc.array(fc.record({ lane: fc.constantFrom('ada', 'bob', 'cyd'), ticks: fc.nat(5) }), { maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(arrivals, async (items) => {
				const done: number[] = [];
				const results = await inLanes(
					items.length,
					(index) => items[index].lane,
					async (index) => {
						for (let tick = 0; tick < items[index].ticks; tick++) await Promise.resolve();
						done.push(index);
						return index;
					},
				);
				expect(results).toEqual(items.map((_, index) => index));
				for (const lane of ['ada', 'bob', 'cyd']) {
					const ofLane = done.filter((index) => items[index].lane === lane);
					expect(ofLane).toEqual([...ofLane].sort((one, other) => one - other));
				}
			}),
		);
	});
});
