import { brokenLinksOf, pages, read } from '../../support/documentation';

describe.each(pages())('%s', (page) => {
	it('has links that lead somewhere', () => {
		expect(brokenLinksOf(page)).toEqual([]);
	});
});

test('the index names every page', () => {
	const index = read('docs/README.md');
	const others = pages().filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
	expect(others.filter((page) => !index.includes(`](${page.slice('docs/'.length)})`))).toEqual([]);
});
