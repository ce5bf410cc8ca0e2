import type { WantedSetup } from '../../../genesys/setup/plan.ts';
import { provision, type Provisioned } from '../../../genesys/setup/provision.ts';
import { createUpload, type FileUpload } from '../../../genesys/upload.ts';
import { SECRET } from './handover.mts';
import type { PackageClient } from './packageClient.mts';

export const WEBHOOK = 'https://n8n.acme.io/webhook/1';

/** The state after all steps, with the IDs of what was created. */
export type SetUp = Provisioned & { integrationId: string; flowId: string };

/** What createUpload() sends files with. */
export async function put({ url, headers, content }: FileUpload) {
	const response = await fetch(url, { method: 'PUT', headers, body: content });
	return { status: response.status, headers: {}, body: await response.text() };
}

/** Setup: Provision without n8n. */
export async function setUpWith({ client }: PackageClient, name: string, changes: Partial<WantedSetup> = {}): Promise<SetUp> {
	const upload = createUpload({ put, isOwnOrigin: true, sleep: client.sleep });
	const wanted = { name, queueName: 'Billing', webhookSecret: SECRET, webhookUrl: WEBHOOK, ownFlow: '', replaceRoute: false, threadingWindowMinutes: 0 };
	const provisioned = await provision({ client, upload, isOwnOrigin: true }, { ...wanted, ...changes });
	return { ...provisioned, integrationId: provisioned.integrationId ?? '', flowId: provisioned.flowId ?? '' };
}
