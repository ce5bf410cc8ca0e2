export interface Organization {
	id: string;
	name: string;
}

/** The simulated organization. */
export const ORGANIZATION: Organization = { id: '00000000-0000-4000-8000-000000000001', name: 'Simulated organization' };
