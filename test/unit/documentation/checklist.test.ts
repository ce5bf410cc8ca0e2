import { tableRowsOf } from '../../support/documentation';

/** Number of features in each product's list. */
const LISTS = { Y1: 32, Y2: 64, CH: 24, KO: 47, CG: 53 };

const numbered = (list: string, count: number) => Array.from({ length: count }, (_, index) => `${list}-${String(index + 1).padStart(2, '0')}`);

const rows = tableRowsOf('docs/checklist.md').filter(([id]) => id !== 'ID');

describe('the feature checklist', () => {
	it('the checklist has every feature once, in order', () => {
		const expected = Object.entries(LISTS).flatMap(([list, count]) => numbered(list, count));
		expect(expected).toHaveLength(220);
		expect(rows.map(([id]) => id)).toEqual(expected);
	});

	it('the checklist describes every feature, and where this package has it', () => {
		expect(rows.filter((cells) => cells.length !== 3 || cells.includes(''))).toEqual([]);
	});
});
