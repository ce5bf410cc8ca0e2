/** What one step of setting Genesys Cloud up came to. */
export interface StepResult {
	status: 'created' | 'changed' | 'unchanged';
	/** Of the object that the step is about. */
	id: string;
	name: string;
	/** What a person should know besides. */
	detail?: string;
}
