import { GenesysApiError, GenesysUnreachableError, RefusedError } from '../errors';
import type { StepResult } from './step';

export type StepName =
	| 'queue'
	| 'supportedContent'
	| 'messagingSetting'
	| 'integration'
	| 'flow'
	| 'route'
	| 'threading';

export interface StepReport extends StepResult {
	step: StepName;
}

/** Keeps account of the steps, so that a failure can tell where it was and what is done. */
export class Progress {
	readonly steps: StepReport[] = [];

	/** Carries out a step and gives what it came to. @throws the step's error, with the place and the way on */
	async of<T extends StepResult>(step: StepName, run: () => Promise<T>): Promise<T> {
		const outcome = await run().then(
			(result) => ({ result }),
			(error: unknown) => ({ error }),
		);
		if ('error' in outcome) throw this.inContext(step, outcome.error);
		const { status, id, name, detail } = outcome.result;
		this.steps.push({ step, status, id, name, ...(detail === undefined ? {} : { detail }) });
		return outcome.result;
	}

	private inContext(step: StepName, error: unknown): unknown {
		if (!(error instanceof GenesysApiError || error instanceof GenesysUnreachableError || error instanceof RefusedError)) return error;
		const done = this.steps.map((report) => `${report.step} (${report.status})`).join(', ') || 'nothing';
		const fields = {
			code: error.code,
			message: `Set up Genesys Cloud, step "${step}": ${error.message}`,
			advice: `${error.advice} Done before it: ${done}. Then simply run it again: it goes on from here.`,
		};
		if (error instanceof GenesysUnreachableError) return new GenesysUnreachableError(fields);
		if (error instanceof RefusedError) return new RefusedError({ ...fields, parameter: error.parameter });
		return new GenesysApiError({ ...fields, status: error.status, contextId: error.contextId });
	}
}
