import { brokenLinksOf, pages, read } from '../../support/documentation';

test.each(pages())('%s has no broken links', (page) => {
	expect(brokenLinksOf(page)).toEqual([]);
});

test('the index of the documentation links to every page', () => {
	const index = read('docs/README.md');
	const others = pages().filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
	expect(others.filter((page) => !index.includes(`](${page.slice('docs/'.length)})`))).toEqual([]);
});
