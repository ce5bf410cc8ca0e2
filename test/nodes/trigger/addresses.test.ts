import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { trigger, TRIGGER, workflowOf } from '../support/engine';

describe("the trigger's URLs", () => {
	const [onReceipt, whenFinished] = trigger.description.webhooks ?? [];

	/** Used by the editor only; n8n evaluates every other field of a webhook description on each request. */
	const EDITOR_FIELDS = ['ndvHideUrl', 'ndvHideMethod'];

	it('contain no expression that n8n evaluates on a request, because each costs an isolate', () => {
		const fields = [onReceipt, whenFinished].flatMap((webhook) => Object.entries(webhook));
		const expressions = fields.filter(([, value]) => String(value).startsWith('=')).map(([name]) => name);
		expect(expressions.filter((name) => !EDITOR_FIELDS.includes(name))).toEqual([]);
	});

	it('use a node version for which n8n evaluates no old option on each request', () => {
		const { version, defaultVersion } = trigger.description;
		expect([version].flat()).not.toContain(1);
		expect(defaultVersion ?? version).toBe(version);
	});

	it.each<[string, INodeParameters, boolean[]]>([
		['not set', {}, [false, true]],
		['immediately', { options: { respond: 'immediately' } }, [false, true]],
		['whenFinished', { options: { respond: 'whenFinished' } }, [true, false]],
	])('are shown one at a time in the editor: Respond is %s', (_respond, parameters, hidden) => {
		const { workflow, node } = workflowOf(TRIGGER, parameters, undefined);
		const isHidden = ({ ndvHideUrl }: IDataObject) =>
			workflow.expression.getSimpleParameterValue(node, String(ndvHideUrl), 'internal', {});
		expect([onReceipt, whenFinished].map((webhook) => isHidden({ ...webhook }))).toEqual(hidden);
	});

	it('respond on receipt, and after the workflow', () => {
		expect([onReceipt.responseMode, whenFinished.responseMode]).toEqual(['onReceived', 'lastNode']);
		expect([onReceipt.responseData, whenFinished.responseData]).toEqual(['noData', 'noData']);
	});
});
