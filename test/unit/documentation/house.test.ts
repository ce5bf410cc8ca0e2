import { developmentFiles, importsOf, read, shippedFiles } from '../../support/documentation';

/** The diagram in AGENTS.md: boxes are folders, arrows are imports. */

const picture = /```mermaid\n([\s\S]*?)```/.exec(read('AGENTS.md'))?.[1] ?? '';
const rooms = new Map([...picture.matchAll(/(\w+)\["([\w/]+)[^"]*"\]/g)].map(([, id, folder]) => [id, folder]));
const arrows = [...picture.matchAll(/^\s*(\w+) --> ([\w &]+)$/gm)].flatMap(([, from, targets]) =>
	targets.split(' & ').map((to) => `${rooms.get(from)} → ${rooms.get(to)}`),
);

/** The innermost folder of the diagram that contains a file. */
const roomOf = (file: string) =>
	[...rooms.values()].filter((folder) => file.startsWith(`${folder}/`)).sort((one, other) => other.length - one.length)[0];

describe('the diagram in AGENTS.md', () => {
	it('the diagram in AGENTS.md has a box for every shipped file', () => {
		expect(rooms.size).toBeGreaterThan(5);
		expect(shippedFiles().filter((file) => roomOf(file) === undefined)).toEqual([]);
	});

	it('the diagram in AGENTS.md has exactly one arrow for each import between folders', () => {
		const imports = shippedFiles().flatMap((file) =>
			importsOf(file)
				.map((target) => `${roomOf(file)} → ${roomOf(target)}`)
				.filter((arrow) => arrow !== `${roomOf(file)} → ${roomOf(file)}`),
		);
		expect([...new Set(arrows)].sort()).toEqual([...new Set(imports)].sort());
	});

	it('the diagram in AGENTS.md has no cycle', () => {
		const reached = (from: string, seen: string[] = []): string[] =>
			arrows.filter((arrow) => arrow.startsWith(`${from} → `)).map((arrow) => arrow.split(' → ')[1]).flatMap((to) => (seen.includes(to) ? [] : [to, ...reached(to, [...seen, to])]));
		expect([...rooms.values()].filter((room) => reached(room).includes(room))).toEqual([]);
	});
});

describe('AGENTS.md', () => {
	it('AGENTS.md mentions only source files that exist', () => {
		const named = [...read('AGENTS.md').matchAll(/`([\w/]+\.ts)`/g)].map(([, name]) => name);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter((name) => !shippedFiles().some((file) => `/${file}`.endsWith(`/${name}`)))).toEqual([]);
	});
});

describe('source files', () => {
	const tooLong = (files: string[]) =>
		files.map((file) => ({ file, lines: read(file).split('\n').length - 1 })).filter(({ lines }) => lines > 250);

	it('shipped source files have at most 250 lines', () => {
		expect(tooLong(shippedFiles())).toEqual([]);
	});

	it('tests, simulator, demo, and benchmark files have at most 250 lines', () => {
		expect(developmentFiles().length).toBeGreaterThan(400);
		expect(tooLong(developmentFiles())).toEqual([]);
	});
});
