import { additionalDataFor, CONVERSATION_TRIGGER, workflowOf } from '../support/engine';
import { StoredCredential } from '../support/storedCredential';
import { ManualExecutionCancelledError, type ITriggerFunctions } from 'n8n-workflow';
import { DuplicateExecutionError } from 'n8n/dist/errors/duplicate-execution.error';
import { ExecutionNotFoundError } from 'n8n/dist/errors/execution-not-found-error';
import { EngineV2ActiveTriggers } from 'n8n/dist/workflows/triggers/engine-v2-active-triggers';
import { TriggerExecutionContextFactory } from 'n8n/dist/workflows/triggers/trigger-execution-context.factory';
import type { LifecycleEvent } from '../../../genesys/conversations/lifecycle';
import { Lifetime } from '../../../genesys/notifications/lifetime';
import { Emission } from '../../../nodes/GenesysConversationTrigger/emission';
import { until } from '../../support/until';

const EVENT: LifecycleEvent = {
	event: 'conversationEnded',
	conversationId: 'c1',
	time: '2026-01-31T10:00:00.000Z',
	deduplicationKey: 'conversationEnded:c1:p1',
};

interface Behavior {
	/** Errors of storing executions, in sequence; then it succeeds. */
	refusals?: Error[];
	/** The outcome of a stored execution. */
	outcome?: () => Promise<unknown>;
	isEngine2?: boolean;
}

/** n8n's own `emit`, with mocks for storing and running executions. */
function n8n({ refusals = [], outcome = async () => ({}), isEngine2 = false }: Behavior) {
	const keys: unknown[] = [];
	let stored = 0;
	const logger = { scoped: () => logger, debug() {}, info() {}, warn() {}, error() {} };
	const services = {
		logger,
		errorReporter: { warn() {} },
		activeExecutions: { getPostExecutePromise: outcome },
		eventService: { emit() {} },
		executionService: {},
		workflowStaticDataService: { saveStaticData: async () => {} },
		workflowExecutionService: {
			runWorkflow: async (...args: unknown[]) => {
				keys.push(args.at(-1));
				const refusal = refusals.shift();
				if (refusal) throw refusal;
				return String(++stored);
			},
		},
		storageConfig: {},
		workflowPublishedDataService: {},
		scheduleTriggerJobRegistrar: { interceptsNode: () => false },
		ownershipService: {},
		nodeTypes: {},
		pollCursorService: {},
		globalConfig: {},
		engineV2ActiveTriggers: Reflect.construct(EngineV2ActiveTriggers, [{ handlesWorkflow: () => isEngine2 }, { assertNoFiles() {} }]) as unknown,
	};
	const factory = Reflect.construct(TriggerExecutionContextFactory, Object.values(services)) as {
		getExecuteTriggerFunctions(...args: unknown[]): (...args: unknown[]) => ITriggerFunctions;
	};
	const credential = new StoredCredential();
	const { workflow, node } = workflowOf(CONVERSATION_TRIGGER, {}, credential);
	const published = { id: workflow.id, name: 'Lifecycle' };
	const contextOf = factory.getExecuteTriggerFunctions(published, additionalDataFor(credential), 'trigger', 'init', async () => published);
	const emission = new Emission(contextOf(workflow, node), new Lifetime(async () => {}), {}, () => {});
	return { emission, keys, stored: () => stored };
}

describe('emitting an event to n8n', () => {
	it('repeats the event with its key while n8n cannot store it', async () => {
		const away = new Error('connect ECONNREFUSED 127.0.0.1:5432');
		const { emission, keys, stored } = n8n({ refusals: [away, away] });
		await emission.emit(EVENT);
		expect(stored()).toBe(1);
		expect(keys).toHaveLength(3);
		expect(new Set(keys).size).toBe(1);
		expect(keys[0]).toMatch(/^workflow-\d+\/node-\d+\/conversationEnded:c1:p1$/);
	});

	it.each([
		['n8n has accepted its key before', { refusals: [new DuplicateExecutionError('key', new Error('unique'))] }],
		['a user stops its execution', { outcome: async () => await Promise.reject(new ManualExecutionCancelledError('1')) }],
		['its execution ends immediately', { outcome: async () => await Promise.reject(new ExecutionNotFoundError('1')) }],
	])('emits the event once if %s', async (_what, behavior) => {
		const { emission, keys } = n8n(behavior);
		await emission.emit(EVENT);
		expect(keys).toHaveLength(1);
	});

	it('works with Engine 2.0, which does not report outcomes', async () => {
		const { emission, stored } = n8n({ isEngine2: true });
		await emission.emit(EVENT);
		await emission.emit(EVENT);
		await until(() => stored() === 2);
	});
});
