import { parse } from 'yaml';
import { README_MARKS, NEWEST, VERSIONS, WEAKER } from '../../compat/versions';
import { read, tableRowsIn, textsIn } from '../../support/documentation';

/** README's table from `npm run compat`, the nightly run, and the list of known limits match the checks. */

const titles = textsIn('test/compat/checks').flatMap((text) =>
	[...text.matchAll(/^\t\ttitle: (['"])(.*)\1,$/gm)].map(([, , title]) => title),
);

const table = read('README.md').split(README_MARKS.start)[1].split(README_MARKS.end)[0];
// The second row lists the Node.js versions.
const [head, , ...rows] = tableRowsIn(table);

test('the compatibility table has every version from the list, with the newest one last', () => {
	const versions = head.slice(1).map((cell) => cell.split(' ')[0]);
	expect(versions.slice(0, -1)).toEqual(VERSIONS.filter((version) => version !== NEWEST));
	expect(versions.at(-1)).toMatch(/^\d+\.\d+\.\d+$/);
});

test('the compatibility table has every check, and each limit has a known reason', () => {
	expect(rows.map(([title]) => title).sort()).toEqual([...titles].sort());
	expect(rows.flatMap(([title, ...cells]) => cells.filter((cell) => !/^(?:✔|(?:weaker|–) \(\d+\))$/.test(cell)).map(() => title))).toEqual([]);
});

test('every known limit belongs to a check', () => {
	expect(titles).toEqual(expect.arrayContaining(WEAKER.map(({ check }) => check)));
});

test('the nightly run covers every version from the list', () => {
	const { jobs } = parse(read('.github/workflows/nightly.yml')) as { jobs: { compat: { strategy: { matrix: { n8n: string[] } } } } };
	expect(jobs.compat.strategy.matrix.n8n).toEqual(VERSIONS);
});
