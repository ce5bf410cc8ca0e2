import { releaseNotes } from '../../../.github/releaseNotes';
import { read } from '../../support/documentation';

const { version } = JSON.parse(read('package.json')) as { version: string };

describe('the release notes', () => {
	it('are the changelog section of the version in package.json', () => {
		const notes = releaseNotes(read('CHANGELOG.md'), version);
		expect(notes.length).toBeGreaterThan(200);
		expect(notes).not.toMatch(/^## /m);
	});

	it('have the version that the queue mode example installs', () => {
		expect(read('examples/queue-mode/Dockerfile')).toContain(`ARG VERSION=${version}\n`);
	});

	it('belong to exactly the version asked for', () => {
		const changelog = '# Changelog\n\n## 1.10.0 – 2026-03-01\n\n- Ten\n\n## 1.1.0 – 2026-01-01\n\n- One\n';
		expect(releaseNotes(changelog, '1.1.0')).toBe('- One');
		expect(releaseNotes(changelog, '1.10.0')).toBe('- Ten');
	});

	it.each(['## 1.1.0\n\n- One\n', '## 2.0.0\n\n## 1.1.0\n\n- One\n'])('stop a release whose section is missing or empty', (changelog) => {
		expect(() => releaseNotes(changelog, '2.0.0')).toThrow('CHANGELOG.md has no section for 2.0.0');
	});
});
