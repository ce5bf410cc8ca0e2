import type { N8nRest } from './rest.mts';

type Row = Record<string, string>;

/** Adds rows to the Data Table of that name; creates it with the first row's keys as columns of text where it is missing. */
export async function addRows(rest: N8nRest, name: string, rows: Row[]): Promise<void> {
	const { id: projectId } = await rest.request<{ id: string }>('GET', '/projects/personal');
	const path = `/projects/${projectId}/data-tables`;
	const { data } = await rest.request<{ data: Array<{ id: string; name: string }> }>('GET', path);
	const columns = Object.keys(rows[0]).map((column) => ({ name: column, type: 'string' }));
	const table = data.find((one) => one.name === name) ?? (await rest.request<{ id: string }>('POST', path, { name, columns }));
	await rest.request('POST', `${path}/${table.id}/insert`, { data: rows });
}
