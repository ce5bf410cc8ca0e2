import type { Locator } from 'playwright-core';
import type { Stage } from './stage.mts';

/** The first half of the recording: what a user does in n8n before the first handover. */

export const CREDENTIAL = 'credential';
export const PROVISIONING = 'provisioning';
export const WORKFLOW = 'workflow';

const byTestId = (stage: Stage, frame: string, id: string): Locator => stage.frame(frame).locator(`[data-test-id="${id}"]`);
const nodeOf = (stage: Stage, frame: string, index: number): Locator => byTestId(stage, frame, 'canvas-node').nth(index);

export async function showSetUp(stage: Stage, clientSecret: string): Promise<void> {
	await addCredential(stage, clientSecret);
	await provision(stage);
	await publish(stage);
}

/** Saves the credential with the secret that it lacks; n8n then tests it. */
async function addCredential(stage: Stage, clientSecret: string): Promise<void> {
	const secret = stage.frame(CREDENTIAL).locator('[data-test-id="editCredential-modal"] input[type="password"]').first();
	// Past what n8n says about a credential without a secret.
	await secret.evaluate((field) => field.scrollIntoView({ block: 'center' }));
	await stage.show(CREDENTIAL);
	await stage.caption('1. Add your Genesys Cloud OAuth client as a credential.', 2200);
	await stage.type(secret, clientSecret);
	await stage.click(byTestId(stage, CREDENTIAL, 'credential-save-button').first());
	const passed = byTestId(stage, CREDENTIAL, 'credentials-config-container-test-success');
	await passed.waitFor();
	await passed.scrollIntoViewIfNeeded();
	await stage.caption('n8n signs in and checks the permissions right away.', 500);
	await stage.pointAt(passed);
	await stage.pause(2600);
}

async function provision(stage: Stage): Promise<void> {
	await stage.hidePointer();
	await stage.show(PROVISIONING);
	await stage.caption('2. Let Setup: Provision prepare Genesys Cloud.', 1800);
	await stage.doubleClick(nodeOf(stage, PROVISIONING, 1));
	await byTestId(stage, PROVISIONING, 'node-parameters').waitFor();
	await stage.caption('All it needs is a name and a queue.', 3200);
	await stage.click(byTestId(stage, PROVISIONING, 'ndv-close-button'));
	await stage.caption('Run it once.');
	await stage.click(byTestId(stage, PROVISIONING, 'execute-workflow-button'));
	await byTestId(stage, PROVISIONING, 'canvas-node-status-success').nth(3).waitFor();
	await stage.pause(1400);
	await stage.doubleClick(nodeOf(stage, PROVISIONING, 3));
	await byTestId(stage, PROVISIONING, 'ndv-items-count').first().waitFor();
	await stage.caption('It creates whatever is missing: integration, flow, and route. A second run changes nothing.', 5200);
}

async function publish(stage: Stage): Promise<void> {
	await stage.hidePointer();
	await stage.show(WORKFLOW);
	await stage.caption('3. Import the quick start workflow, and put your own bot in it.', 4200);
	await stage.click(byTestId(stage, WORKFLOW, 'workflow-open-publish-modal-button'));
	const confirm = byTestId(stage, WORKFLOW, 'workflow-publish-button');
	await confirm.waitFor();
	await stage.pause(700);
	await stage.click(confirm);
	await stage.caption('Publishing registers the webhook URL in Genesys Cloud.', 500);
	await confirm.waitFor({ state: 'hidden' });
	await stage.pause(3800);
	await stage.hidePointer();
}
