import type { WantedSetup } from '../../../../genesys/setup/plan';
import { provision, type Provisioned } from '../../../../genesys/setup/provision';
import { createUpload } from '../../../../genesys/upload';
import { Organization } from '../../../support/organization';
import { fakeGenesys, type FakeGenesys } from '../fakeGenesys';

export const SECRET = 'a secret of 16 or more';

/** An empty organization, and Setup: Provision for it. */
export class Provisioning {
	readonly organization = new Organization();
	genesys: FakeGenesys = fakeGenesys((request) => this.organization.answer(request));

	async run(changes: Partial<WantedSetup> = {}, dryRun = false): Promise<Provisioned> {
		const { client } = this.genesys;
		const upload = createUpload({ put: async (file) => this.organization.put(file), isOwnOrigin: false, sleep: client.sleep });
		const wanted = { name: 'n8n Open Messaging', queueName: 'Support', webhookSecret: SECRET, webhookUrl: '', ownFlow: '', replaceRoute: false };
		return await provision({ client, upload, isOwnOrigin: false }, { ...wanted, ...changes }, dryRun);
	}

	/** Requests with changes since the last call. */
	changes(): string[] {
		return this.organization.changes.splice(0);
	}
}

export const statuses = ({ steps }: Provisioned): string[] => steps.map(({ step, status }) => `${step} ${status}`);
