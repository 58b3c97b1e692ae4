// What the migrations made that Prisma's own comparison does not see, as sorted lines of text.
import { query } from "./database.mjs";

const APP_SCHEMA = "'public'";

const QUERIES = {
  table: `SELECT c.relname || ' row security ' || CASE WHEN NOT c.relrowsecurity THEN 'off' WHEN c.relforcerowsecurity THEN 'forced' ELSE 'on' END AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ${APP_SCHEMA} AND c.relkind IN ('r', 'p')`,
  policy: `SELECT tablename || ' ' || policyname || ' ' || permissive || ' ' || cmd || ' to ' || array_to_string(roles, ',')
      || coalesce(' using ' || qual, '') || coalesce(' check ' || with_check, '') AS line
    FROM pg_policies WHERE schemaname = ${APP_SCHEMA}`,
  grant: `SELECT table_name || ' ' || grantee || ' ' || string_agg(privilege_type, ',' ORDER BY privilege_type) AS line
    FROM information_schema.role_table_grants WHERE table_schema = ${APP_SCHEMA} AND grantee IN ('redoubt_app', 'PUBLIC')
    GROUP BY table_name, grantee`,
  "column grant": `SELECT c.table_name || '.' || c.column_name || ' ' || c.grantee || ' ' || string_agg(c.privilege_type, ',' ORDER BY c.privilege_type) AS line
    FROM information_schema.role_column_grants c WHERE c.table_schema = ${APP_SCHEMA} AND c.grantee IN ('redoubt_app', 'PUBLIC')
      AND NOT EXISTS (SELECT 1 FROM information_schema.role_table_grants t
        WHERE (t.table_schema, t.table_name, t.grantee, t.privilege_type) = (c.table_schema, c.table_name, c.grantee, c.privilege_type))
    GROUP BY c.table_name, c.column_name, c.grantee`,
  "schema grant": `SELECT n.nspname || ' redoubt_app ' || concat_ws(',',
      CASE WHEN has_schema_privilege('redoubt_app', n.oid, 'USAGE') THEN 'USAGE' END,
      CASE WHEN has_schema_privilege('redoubt_app', n.oid, 'CREATE') THEN 'CREATE' END) AS line
    FROM pg_namespace n WHERE n.nspname IN (${APP_SCHEMA}, 'pgboss')`,
  function: `SELECT p.oid::regprocedure || CASE WHEN p.prosecdef THEN ' security definer' ELSE '' END
      || coalesce(' set ' || array_to_string(p.proconfig, ','), '')
      || CASE WHEN has_function_privilege('redoubt_app', p.oid, 'EXECUTE') THEN ' redoubt_app may execute' ELSE '' END
      || ' body ' || md5(p.prosrc) AS line
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ${APP_SCHEMA}
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
  trigger: `SELECT c.relname || ' ' || CASE t.tgenabled WHEN 'O' THEN '' ELSE 'mode ' || t.tgenabled::text || ' ' END || pg_get_triggerdef(t.oid) AS line
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${APP_SCHEMA} AND NOT t.tgisinternal`,
  constraint: `SELECT c.relname || ' ' || o.conname || ' ' || pg_get_constraintdef(o.oid) AS line
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${APP_SCHEMA} AND o.contype IN ('c', 'x')`,
  index: `SELECT pg_get_indexdef(i.indexrelid) AS line
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am a ON a.oid = c.relam
    WHERE n.nspname = ${APP_SCHEMA} AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL OR a.amname <> 'btree' OR i.indnullsnotdistinct)`,
  role: `SELECT rolname || concat_ws('', CASE WHEN rolsuper THEN ' superuser' END, CASE WHEN rolbypassrls THEN ' bypassrls' END,
      CASE WHEN rolcreaterole THEN ' createrole' END, CASE WHEN rolcreatedb THEN ' createdb' END, CASE WHEN rolcanlogin THEN ' login' END) AS line
    FROM pg_roles WHERE rolname = 'redoubt_app'`,
  extension: `SELECT extname AS line FROM pg_extension WHERE extname <> 'plpgsql'`,
};

/** One line per object, sorted, white space folded. */
export async function readCatalog(url) {
  const lines = [];
  for (const [kind, text] of Object.entries(QUERIES)) {
    for (const { line } of await query(url, text)) lines.push(`${kind} ${line.replace(/\s+/g, " ").trim()}`);
  }
  return lines.sort();
}
