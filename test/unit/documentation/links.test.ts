import { brokenLinksOf, filesBelow, pages, read } from '../../support/documentation';

const OTHERS = ['AGENTS.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesBelow('examples', 'simulator').filter((file) => file.endsWith('.md'))];

test.each([...pages(), ...OTHERS])('%s has no broken links', (page) => {
	expect(brokenLinksOf(page)).toEqual([]);
});

test('the index of the documentation links to every page', () => {
	const index = read('docs/README.md');
	const others = pages().filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
	expect(others.filter((page) => !index.includes(`](${page.slice('docs/'.length)})`))).toEqual([]);
});
