import type { N8nRest } from './rest.mts';

type Row = Record<string, string>;

/** Writes a row into the Data Table of that name, over the row with the same `key`. Creates a missing table, with a text column for each field of the row. */
export async function writeRow(rest: N8nRest, name: string, key: string, row: Row): Promise<void> {
	const { id: projectId } = await rest.request<{ id: string }>('GET', '/projects/personal');
	const path = `/projects/${projectId}/data-tables`;
	const { data } = await rest.request<{ data: Array<{ id: string; name: string }> }>('GET', path);
	const columns = Object.keys(row).map((column) => ({ name: column, type: 'string' }));
	const table = data.find((one) => one.name === name) ?? (await rest.request<{ id: string }>('POST', path, { name, columns }));
	const filter = { type: 'and', filters: [{ columnName: key, condition: 'eq', value: row[key] }] };
	await rest.request('POST', `${path}/${table.id}/upsert`, { filter, data: row });
}
