import { join } from 'node:path';
import { installPackage } from './install.mts';
import { OWNER } from './process.mts';
import { N8nRest, type Account } from './rest.mts';

/** Ends the name of every workflow and credential that the demo creates in an n8n that it didn't start. */
const MARK = ' (Genesys Cloud simulator)';
const NODE = { name: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', version: 1 };

/** How to start n8n in Docker on the host's network, reachable from this machine only, with the package that was unpacked under `userFolder`. */
const dockerCommand = (url: string, userFolder: string) =>
	[
		'docker run --rm --network host',
		'-e N8N_LISTEN_ADDRESS=127.0.0.1',
		`-e N8N_PORT=${new URL(url).port || 5678}`,
		'-e N8N_UNVERIFIED_PACKAGES_ENABLED=true',
		`-v "${join(userFolder, '.n8n', 'nodes')}:/home/node/.n8n/nodes"`,
		'docker.n8n.io/n8nio/n8n',
	].join(' \\\n    ');

/**
 * Signs in to an n8n that is already running. An n8n without an owner gets one.
 *
 * @param userFolder the package is unpacked under it, for an n8n in a container to mount
 * @throws Error with the fix when n8n doesn't answer, rejects the sign-in or doesn't have the package
 */
export async function connectToN8n(root: string, userFolder: string, url: string, account: Account = OWNER): Promise<N8nRest> {
	await installPackage(root, userFolder);
	const start = `Start it with the package, then repeat npm start:\n\n  ${dockerCommand(url, userFolder)}\n`;
	if (await isWithoutOwner(url, start)) await N8nRest.setUpOwner(url, account);
	const rest = await N8nRest.login(url, account, MARK).catch((error: unknown) => {
		if (statusOf(error) !== 401) throw error;
		throw new Error(`${(error as Error).message}\nSet N8N_EMAIL and N8N_PASSWORD to those of n8n's owner.`);
	});
	const hasPackage = await rest.request('POST', '/node-types', { nodeInfos: [NODE] }).then(() => true, (error: unknown) => {
		if (statusOf(error) === undefined || statusOf(error) === 429) throw error;
		return false;
	});
	if (!hasPackage) throw new Error(`The n8n at ${url} doesn't have the package n8n-nodes-genesys-open-messaging. ${start}`);
	return rest;
}

/** The HTTP status with which n8n rejected a request; `undefined` if it didn't answer. */
const statusOf = (error: unknown) => (error as { status?: number }).status;

async function isWithoutOwner(url: string, start: string): Promise<boolean> {
	const response = await fetch(`${url}/rest/settings`).catch(() => undefined);
	// n8n returns its editor for a path that it doesn't know.
	const settings = response?.ok ? ((await response.json().catch(() => undefined)) as Settings | undefined) : undefined;
	if (!settings?.data?.userManagement) throw new Error(`No n8n answers at ${url}. N8N_URL is n8n's base URL, such as http://localhost:5678. ${start}`);
	return settings.data.userManagement.showSetupOnFirstLoad === true;
}

interface Settings {
	data?: { userManagement?: { showSetupOnFirstLoad?: boolean } };
}

interface Named {
	id: string;
	name: string;
	isArchived?: boolean;
}

/** Removes the demo's workflows and credentials. Needs the simulator, since unpublishing calls it. */
export async function removeDemo(rest: N8nRest): Promise<void> {
	const marked = async (path: string) => (await rest.request<Named[]>('GET', path)).filter(({ name }) => name.endsWith(MARK));
	for (const { id, isArchived } of await marked('/workflows')) {
		await rest.unpublish(id);
		if (!isArchived) await rest.request('POST', `/workflows/${id}/archive`, {});
		await rest.deleteArchivedWorkflow(id);
	}
	for (const { id } of await marked('/credentials')) await rest.request('DELETE', `/credentials/${id}`);
}
