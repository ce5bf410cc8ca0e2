import { trigger } from '../support/engine';

describe("the trigger's URLs", () => {
	const [onReceipt, whenFinished] = trigger.description.webhooks ?? [];

	/** Used by the editor only; n8n resolves every other field of a webhook description on each request. */
	const EDITOR_FIELDS = ['ndvHideUrl', 'ndvHideMethod'];

	it('have no expression that n8n would resolve on a request, since each costs an isolate', () => {
		const fields = [onReceipt, whenFinished].flatMap((webhook) => Object.entries(webhook));
		const expressions = fields.filter(([, value]) => String(value).startsWith('=')).map(([name]) => name);
		expect(expressions.filter((name) => !EDITOR_FIELDS.includes(name))).toEqual([]);
	});

	it('have a node version for which n8n evaluates no old option on each request', () => {
		const { version, defaultVersion } = trigger.description;
		expect([version].flat()).not.toContain(1);
		expect(defaultVersion ?? version).toBe(version);
	});

	it('answer on receipt, and when the workflow has finished', () => {
		expect([onReceipt.responseMode, whenFinished.responseMode]).toEqual(['onReceived', 'lastNode']);
		expect([onReceipt.responseData, whenFinished.responseData]).toEqual(['noData', 'noData']);
	});
});
