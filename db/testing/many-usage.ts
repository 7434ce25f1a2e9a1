import type { Store } from '../client';

/** Many usage records, the newest a moment ago and the oldest `days` ago: made by the store itself, which takes seconds. */
export async function addManyUsage(
  store: Pick<Store, 'sql'>,
  { records, days }: { records: number; days: number },
): Promise<void> {
  await store.sql`
    insert into usage_records
    select gen_random_uuid(), 'req_' || md5(i::text), now() - i * make_interval(secs => ${(days * 86_400) / records}::float8),
      'rtr_metrum_user-' || i % 200 || '_project-' || i % 20 || '_dev_k1', 'user-' || i % 200, 'project-' || i % 20, 'dev',
      (array['codex', 'claude-code', 'curl'])[1 + i % 3], 'chat/completions', i % 2 = 0, 'group-' || i % 12, 'group-' || i % 12,
      case when i % 37 > 0 then 'provider-' || i % 4 end, case when i % 37 > 0 then 'model-' || i % 10 end,
      case when i % 37 = 0 then 503 when i % 53 = 0 then 499 else 200 end,
      case when i % 37 = 0 then 'failed' when i % 53 = 0 then 'cancelled' else 'completed' end,
      case when i % 37 = 0 then 'upstream-unavailable' end,
      100 + i % 900, 0, 50 + i % 333, 0, null, 0.0001 * (i % 77),
      (100 + random() * 3000)::numeric(14, 3), case when i % 2 = 0 then (random() * 800)::numeric(14, 3) end, 2,
      '["group general, weighted", "try provider-1/model-1", "try provider-2/model-2"]'::jsonb,
      '[{"provider_id": "provider-1", "model_id": "model-1", "status": 503, "result": "busy", "started_ms": 0.5, "duration_ms": 11.8},
        {"provider_id": "provider-2", "model_id": "model-2", "status": 200, "result": "answered", "started_ms": 12.5, "duration_ms": 400.8}]'::jsonb,
      i % 37 > 0 and i % 53 > 0 and not (i % 4 = 1 and i % 10 = 1)
    from generate_series(1, ${records}::integer) as i`;
  await store.sql`analyze usage_records`;
}
