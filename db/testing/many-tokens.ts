import type { Sql } from 'postgres';

/** How large an installation is that a console has to be quick at. */
export const many = { users: 2_000, projects: 50, tokensOfAUser: 5, records: 100_000 };

/**
 * Fills a store as a large installation has it: 10,000 tokens of 2,000 users in 50 projects, a third of them with an expiry, and
 * 100,000 requests that nine tenths of them sent. Groups are those that are there. It goes past the verbs: they would take minutes.
 */
export async function seedManyTokens(sql: Pick<Sql, 'unsafe'>): Promise<void> {
  await sql.unsafe(`
    insert into users (id, kind, managed_by)
      select 'user-' || n, case when n % 10 = 0 then 'service' else 'person' end, 'console'
      from generate_series(1, ${many.users}) as n;
    insert into projects (id, managed_by)
      select 'project-' || n, 'console' from generate_series(1, ${many.projects}) as n;
    insert into callers (user_id, project_id, managed_by)
      select 'user-' || n, 'project-' || (n % ${many.projects} + 1), 'console' from generate_series(1, ${many.users}) as n;
    insert into caller_tokens (token_id, token_sha256, caller_id, environment, key, changed_in, managed_by, expires_at, created_at)
      select 'rtr_metrum_' || user_id || '_' || project_id || '_dev_k' || key, 'seed ' || id || ' ' || key, id, 'dev', 'k' || key,
        (select version from policy_state), 'console',
        case when (id + key) % 3 = 0 then now() + interval '1 day' * ((id * key) % 400 - 50) end,
        now() - interval '1 hour' * ((id * 7 + key) % 5000)
      from callers, generate_series(1, ${many.tokensOfAUser}) as key where user_id like 'user-%';
    insert into token_groups (token_id, group_id)
      select token_id, model_groups.id from caller_tokens, model_groups where token_sha256 like 'seed %';
    with seeded as (
      select token_id, row_number() over (order by md5(token_id)) as place from caller_tokens where token_sha256 like 'seed %'
    )
    insert into usage_records (id, request_id, started_at, token_id, user_id, project_id, environment, client, endpoint, stream,
      model_asked, group_id, provider_id, model_id, status, outcome, input_tokens, output_tokens, cost_usd, latency_ms, attempts,
      reasons, tries)
      select gen_random_uuid(), 'req_' || md5(n::text), now() - interval '25 seconds' * n, token_id, split_part(token_id, '_', 3),
        split_part(token_id, '_', 4), 'dev', 'codex', 'responses', false, 'default', 'default', 'local', 'small', 200,
        'completed', 1200, 150, 0.0003, 850.5, 1, '[]', '[]'
      from generate_series(1, ${many.records}) as n
      join seeded on place = (n * 7919) % (${many.users * many.tokensOfAUser * 0.9}) + 1;
    analyze;`);
}
