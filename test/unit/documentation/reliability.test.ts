import { tableRowsOf } from '../../support/documentation';
import faults from '../../support/faults';

/** A measured number, with its limit in parentheses. */
const CELL = /^(\d+)(?: \(≤ (\d+)\))?$/;

test('the table of faults has the limits that `npm run faults` checks, and no measurement above them', () => {
	const all = [...Object.values(faults.AGENT_FAULTS), ...Object.values(faults.CUSTOMER_FAULTS)];
	const rows = tableRowsOf('docs/reliability.md').filter((cells) => cells.length === 6 && cells[0] !== 'fault');
	expect(rows.map(([breaks, setting, sent]) => [breaks, setting, sent])).toEqual(
		all.map(({ breaks, setting, sent }) => [breaks, setting, String(sent)]),
	);
	const most = all.flatMap(({ lost, repeated }) => [lost, repeated]);
	const cells = rows.flatMap(([, , , , lost, repeated]) => [lost, repeated]).map((cell) => CELL.exec(cell) ?? []);
	expect(cells.map(([, , bound = '0']) => Number(bound))).toEqual(most);
	for (const [index, [, measured]] of cells.entries()) expect(Number(measured)).toBeLessThanOrEqual(most[index]);
	for (const [, , sent, delivered, lost] of rows) expect(Number(delivered)).toBe(Number(sent) - Number.parseInt(lost, 10));
});
