import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `overrides` of a package.json. */
export type Overrides = Record<string, string>;

/** n8n takes this one from its maker's server, which a firewall may block. */
const ALWAYS: Overrides = { xlsx: '0.18.5' };

/**
 * n8n is published without a lock file, so an old n8n gets today's versions of what it does not pin, and does not start
 * with these. No check uses them.
 */
const BEFORE: Array<{ before: string; overrides: Overrides }> = [
	{
		before: '2.31.0',
		overrides: {
			'@langchain/langgraph-checkpoint': '1.0.0',
			'@sentry/core': '10.36.0',
			'@sentry/node': '10.36.0',
			'@sentry/node-core': '10.36.0',
			'@sentry/node-native': '10.36.0',
			'@sentry/opentelemetry': '10.36.0',
			'@sentry/profiling-node': '10.36.0',
		},
	},
];

/** What a version of n8n needs to start. */
export function overridesFor(version: string): Overrides {
	const old = BEFORE.filter(({ before }) => compareVersions(version, before) < 0);
	return Object.assign({}, ALWAYS, ...old.map(({ overrides }) => overrides)) as Overrides;
}

/** Negative when the first version is older. */
export function compareVersions(one: string, other: string): number {
	return one.localeCompare(other, 'en', { numeric: true });
}

/** n8n's own parts: without one of them it is not that version. */
const OF_N8N = /^(?:n8n|n8n-(?:core|workflow|nodes-base)|@n8n\/.+)$/;
const MISSING = /No matching version found for (?<name>@?[^@\s]+)@\S+/;

/** npm's reason for a failure, on one line. */
export function npmError(error: unknown): string {
	const { stderr = '', message } = error as { stderr?: string; message: string };
	const lines = stderr.split('\n').map((line) => line.replace(/^npm (?:error|ERR!) ?(?:notarget )?/, '').trim());
	return lines.find((line) => MISSING.test(line)) ?? lines.find((line) => line !== '' && !line.startsWith('code ')) ?? message.split('\n')[0];
}

/**
 * Adds an override when npm failed because the registry lacks the version of a package that was asked for: the newest
 * version there is. Returns nothing for other failures, and for n8n's own parts.
 */
export async function withOverrideForMissing(overrides: Overrides, reason: string): Promise<Overrides | undefined> {
	const name = MISSING.exec(reason)?.groups?.name;
	if (name === undefined || OF_N8N.test(name) || name in overrides) return undefined;
	const { stdout } = await run('npm', ['view', name, 'version']);
	return { ...overrides, [name]: stdout.trim() };
}
