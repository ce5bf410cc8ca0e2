import type { WantedSetup } from '../../../../genesys/setup/plan';
import { provision, type Provisioned } from '../../../../genesys/setup/provision';
import { createUpload } from '../../../../genesys/upload';
import { Organisation } from '../../../support/organisation';
import { fakeGenesys, type FakeGenesys } from '../fakeGenesys';

export const SECRET = 'a secret of 16 or more';

/** An empty organisation, and Setup: Provision for it. */
export class Provisioning {
	readonly organisation = new Organisation();
	genesys: FakeGenesys = fakeGenesys((request) => this.organisation.answer(request));

	async run(changes: Partial<WantedSetup> = {}, dryRun = false): Promise<Provisioned> {
		const { client } = this.genesys;
		const upload = createUpload({ put: async (file) => this.organisation.put(file), isOwnOrigin: false, sleep: client.sleep });
		const wanted = { name: 'n8n Open Messaging', queueName: 'Support', webhookSecret: SECRET, webhookUrl: '', ownFlow: '', replaceRoute: false };
		return await provision({ client, upload, isOwnOrigin: false }, { ...wanted, ...changes }, dryRun);
	}

	/** Requests that changed something since this was asked for last. */
	changes(): string[] {
		return this.organisation.changes.splice(0);
	}
}

export const statuses = ({ steps }: Provisioned): string[] => steps.map(({ step, status }) => `${step} ${status}`);
