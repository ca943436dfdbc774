// What a pretended service keeps about its owner: something of every form.

import type { DeletedAccountView, HeldForm, HeldTableView, HeldValueView, YourDataView } from './index';

const DAY = 86_400;

const bytes = (first: string, length: number): HeldValueView => ({ is: 'bytes', first, length });
const time = (at: number): HeldValueView => ({ is: 'time', at });
const text = (text: string, cut = false): HeldValueView => ({ is: 'text', text, cut });
const number = (number: number): HeldValueView => ({ is: 'number', number });
const columns = (...all: [string, HeldForm][]) => all.map(([name, form]) => ({ name, form }));

const READABLE: readonly HeldForm[] = ['number', 'other', 'text', 'time'];

/** Counted as the program counts. */
function counted(tables: HeldTableView[]): YourDataView {
  const values = tables.flatMap((table) =>
    table.rows.flatMap((row) => row.map((value, i) => ({ value, form: table.columns[i]?.form ?? 'other' }))),
  );
  const there = values.filter(({ value }) => value.is !== 'nothing');
  return {
    at: Date.now(),
    records: tables.reduce((sum, table) => sum + table.records, 0),
    values: there.length,
    readable: there.filter(({ form }) => READABLE.includes(form)).length,
    tables,
  };
}

export function held(): YourDataView {
  const now = Date.now();
  const camera = (id: string, model: string): HeldValueView[] => [
    bytes(id, 16),
    bytes('9f3a11c07be24d05', 280),
    text(model),
    time(now - 20_000),
    { is: 'nothing' },
  ];
  return counted([
    {
      table: 'accounts',
      group: 'account',
      purpose: 'account',
      kept: { rule: 'with_account' },
      columns: columns(
        ['email_index', 'hashed'],
        ['opaque_record', 'password_record'],
        ['wrapped_vault_key', 'sealed_by_owner'],
        ['recovery_public_key', 'public_key'],
        ['created_at', 'time'],
      ),
      records: 1,
      rows: [
        [
          bytes('51ab0d9be1177a30', 32),
          bytes('02c4a87f6633ee1b', 192),
          bytes('d85e01aa34f9c672', 104),
          bytes('70b2cc194f8e0a5d', 32),
          time(now - 40 * DAY * 1000),
        ],
      ],
    },
    {
      table: 'cameras',
      group: 'cameras',
      purpose: 'cameras',
      kept: { rule: 'with_account' },
      columns: columns(
        ['id', 'identifier'],
        ['sealed_profile', 'sealed_by_owner'],
        ['model', 'text'],
        ['last_seen', 'time'],
        ['firmware_available', 'text'],
      ),
      records: 3,
      rows: [
        camera('0a1b2c3d4e5f6071', 'Porch Doorbell'),
        camera('1a1b2c3d4e5f6072', 'Porch Cam Outdoor'),
        camera('2a1b2c3d4e5f6073', 'Porch Cam 2'),
      ],
    },
    {
      table: 'events',
      group: 'events',
      purpose: 'events',
      kept: { rule: 'for', seconds: 90 * DAY },
      columns: columns(['jti', 'identifier'], ['sealed_claims', 'sealed_by_service'], ['seq', 'number']),
      records: 1,
      rows: [[text('6f0e6a3e-8a5d-4a6e-9c53-2d2f4be1a7a1'), bytes('e4f1779b2c0d5a38', 488), number(41)]],
    },
    {
      table: 'recovery_codes',
      group: 'two_factor',
      purpose: 'recovery_codes',
      kept: { rule: 'while_two_factor_is_on' },
      columns: columns(['code_hash', 'hashed']),
      records: 0,
      rows: [],
    },
  ]);
}

export const goneFrom = (service: string): DeletedAccountView => ({
  service,
  search: {
    at: Date.now(),
    searchedFor: 214,
    removed: 5,
    left: 0,
    tables: [
      { table: 'accounts', removed: 1, left: 0 },
      { table: 'cameras', removed: 3, left: 0 },
      { table: 'events', removed: 1, left: 0 },
      { table: 'resets', removed: 0, left: 0 },
    ],
    rewritten: true,
  },
});
