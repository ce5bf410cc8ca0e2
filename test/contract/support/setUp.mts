import { provision, type Provisioned, type SetupPlan } from '../../../genesys/setup/provision.ts';
import { createUpload, type FileUpload } from '../../../genesys/upload.ts';
import { SECRET } from './handover.mts';
import type { PackageClient } from './packageClient.mts';

export const WEBHOOK = 'https://n8n.acme.io/webhook/1';

/** What createUpload() sends files with. */
export async function put({ url, headers, content }: FileUpload) {
	const response = await fetch(url, { method: 'PUT', headers, body: content });
	return { status: response.status, headers: {}, body: await response.text() };
}

/** Setup: Provision without n8n. */
export async function setUpWith({ client }: PackageClient, name: string, changes: Partial<SetupPlan> = {}): Promise<Provisioned> {
	const upload = createUpload({ put, isOwnOrigin: true, sleep: client.sleep });
	const plan = { name, queueName: 'Billing', webhookSecret: SECRET, webhookUrl: WEBHOOK, ownFlow: '', threadingWindowMinutes: 0 };
	return await provision({ client, upload, isOwnOrigin: true }, { ...plan, ...changes });
}
