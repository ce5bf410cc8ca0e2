import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the workflows on GitHub may do: a foreign package or action must not gain the right to publish. */

interface Job {
	permissions?: Record<string, string>;
	environment?: string;
	needs?: string;
	steps: Array<{ uses?: string; run?: string; with?: Record<string, unknown> }>;
}

interface Workflow {
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const folder = new URL('../../.github/workflows/', import.meta.url);
const workflows = readdirSync(folder).map((file) => {
	const text = readFileSync(new URL(file, folder), 'utf8');
	return [file, text, parse(text) as Workflow] as const;
});

describe.each(workflows)('%s', (file, text, { permissions, jobs }) => {
	test('each action is pinned to a commit with its version in a comment', () => {
		const used = text.split('\n').filter((line) => /\buses:/.test(line));
		expect(used.length).toBeGreaterThan(0);
		for (const line of used) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	test('only the jobs that publish and release have more than read access to the repository', () => {
		expect([{}, { contents: 'read' }]).toContainEqual(permissions);
		for (const [name, { permissions: rights = {} }] of Object.entries(jobs)) {
			if (file === 'publish.yml' && name === 'npm') expect(rights).toEqual({ 'id-token': 'write' });
			else if (file === 'publish.yml' && name === 'release') expect(rights).toEqual({ contents: 'write' });
			else expect([{}, { contents: 'read' }]).toContainEqual(rights);
		}
	});

	test('the checkout keeps no GitHub token', () => {
		const checkouts = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')));
		for (const { with: options } of checkouts) expect(options).toMatchObject({ 'persist-credentials': false });
	});
});

test("the publishing job waits for an approval and runs only npm on another job's tarball", () => {
	const all = workflows.flatMap(([, , { jobs }]) => Object.entries(jobs));
	const publishing = all.filter(([, { permissions = {} }]) => 'id-token' in permissions);
	expect(publishing.map(([name]) => name)).toEqual(['npm']);
	const [[, { environment, needs, steps }]] = publishing;
	expect({ environment, needs }).toEqual({ environment: 'npm', needs: 'pack' });
	expect(steps.flatMap(({ uses = [] }) => uses).map((action) => action.split('@')[0])).toEqual(['actions/download-artifact', 'actions/setup-node']);
	expect(steps.flatMap(({ run = [] }) => run)).toEqual([expect.stringMatching(/^npm publish "\.\/n8n-nodes-[\w-]+-\$GITHUB_REF_NAME\.tgz" --provenance .*--ignore-scripts$/)]);
});

test("the releasing job comes after npm and runs only GitHub's own command", () => {
	const { release } = workflows.find(([file]) => file === 'publish.yml')![2].jobs;
	expect(release.needs).toBe('npm');
	expect(release.steps.flatMap(({ uses = [] }) => uses).map((action) => action.split('@')[0])).toEqual(['actions/download-artifact']);
	expect(release.steps.flatMap(({ run = [] }) => run)).toEqual([expect.stringMatching(/^gh release create "\$GITHUB_REF_NAME" .*--notes-file notes\.md --verify-tag$/)]);
});
