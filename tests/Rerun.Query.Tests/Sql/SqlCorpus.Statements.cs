namespace Rerun.Query.Tests.Sql;

internal static partial class SqlCorpus
{
    public static string[] Queries { get; } = Lines(
        """
        SELECT 1 FROM t
        SELECT * FROM drives.log_time
        SELECT * FROM "my dataset"."log_time" AS d
        SELECT * FROM rerun.public.t t
        SELECT * FROM t AS x (a, b)
        SELECT * FROM t x(a)
        SELECT * FROM t, u, v
        SELECT * FROM t JOIN u ON t.a = u.a
        SELECT * FROM t INNER JOIN u USING (a, b)
        SELECT * FROM t LEFT JOIN u ON t.a = u.a LEFT OUTER JOIN v ON v.a = u.a
        SELECT * FROM t RIGHT JOIN u ON TRUE
        SELECT * FROM t RIGHT OUTER JOIN u USING (a)
        SELECT * FROM t FULL JOIN u ON t.a = u.a
        SELECT * FROM t FULL OUTER JOIN u USING (a)
        SELECT * FROM t CROSS JOIN u CROSS JOIN v
        SELECT * FROM t NATURAL JOIN u
        SELECT * FROM t NATURAL LEFT JOIN u
        SELECT * FROM t NATURAL FULL OUTER JOIN u
        SELECT * FROM t SEMI JOIN u ON t.a = u.a
        SELECT * FROM t LEFT SEMI JOIN u USING (a)
        SELECT * FROM t ANTI JOIN u USING (a)
        SELECT * FROM t LEFT ANTI JOIN u USING (a)
        SELECT * FROM t RIGHT SEMI JOIN u USING (a)
        SELECT * FROM t RIGHT ANTI JOIN u USING (a)
        SELECT * FROM t POSITIONAL JOIN u
        SELECT * FROM t ASOF JOIN u ON t.k = u.k AND t.ts >= u.ts
        SELECT * FROM t ASOF LEFT JOIN u ON t.k = u.k AND t.ts >= u.ts
        SELECT * FROM t LEFT ASOF JOIN u ON t.ts >= u.ts
        SELECT * FROM t ASOF JOIN u MATCH_CONDITION (t.ts >= u.ts) ON t.k = u.k
        SELECT * FROM t ASOF JOIN u MATCH_CONDITION (t.ts >= u.ts) USING (k)
        SELECT * FROM t ASOF JOIN u MATCH_CONDITION (t.ts >= u.ts) JOIN v ON TRUE
        SELECT * FROM t ASOF JOIN u USING (k, ts)
        SELECT * FROM t JOIN (u JOIN v ON u.a = v.a) ON t.a = u.a
        SELECT * FROM t JOIN u JOIN v ON u.a = v.a ON t.a = u.a
        SELECT * FROM (t JOIN u ON t.a = u.a)
        SELECT * FROM (t JOIN u ON t.a = u.a) AS x
        SELECT * FROM (t) x
        SELECT * FROM ((t))
        SELECT * FROM (t CROSS JOIN u) CROSS JOIN (v CROSS JOIN w)
        SELECT * FROM (SELECT 1) t
        SELECT * FROM (SELECT 1) AS t (a)
        SELECT * FROM (SELECT 1)
        SELECT * FROM ((SELECT 1)) AS t
        SELECT * FROM ((SELECT 1) UNION (SELECT 2)) AS t
        SELECT * FROM ((SELECT 1) LIMIT 1) AS t
        SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (n, s)
        SELECT * FROM (WITH c AS (SELECT 1) SELECT * FROM c) t
        SELECT * FROM (FROM t)
        SELECT * FROM t, LATERAL (SELECT t.a + 1) u
        SELECT * FROM t JOIN LATERAL (SELECT t.a + 1) u ON TRUE
        SELECT * FROM t CROSS JOIN LATERAL unnest(t.l) AS u (x)
        SELECT * FROM unnest([1, 2]) WITH ORDINALITY AS u (x, i)
        SELECT * FROM dataframe('drives', index => 'log_time', contents => '/camera/**', filter_partition_id => ['a', 'b'])
        SELECT * FROM dataframe('drives', index => NULL, filter_range => [@start, @end + INTERVAL '5 s'], fill_latest_at => true) d
        SELECT * FROM dataframe('drives', 'log_time', using_index_values => MAP {'drive-001': [1, 2]})
        SELECT * FROM dataframe('d', index => 'log_time', filter_partition_id => (@v1,@v2))
        SELECT * FROM dataframe('d', index => 'log_time', filter_partition_id => (@v1))
        SELECT * FROM dataframe('d', index => 'log_time', filter_partition_id => (SELECT @v WHERE 1 = 0))
        SELECT * FROM search_vector('d', [1.0, 2.0], '/e:Embedding:vector', 10)
        SELECT * FROM public.generate_series(1, 10) AS g (n)
        SELECT * FROM t TABLESAMPLE reservoir(10 ROWS) REPEATABLE (42)
        SELECT * FROM t AS x TABLESAMPLE BERNOULLI (10)
        SELECT * FROM t TABLESAMPLE 10 PERCENT
        SELECT * FROM t TABLESAMPLE (10%)
        SELECT * FROM t TABLESAMPLE 10 ROWS (reservoir, 42)
        SELECT * FROM (t CROSS JOIN u) TABLESAMPLE system(1 PERCENT)
        SELECT * FROM t USING SAMPLE 10
        SELECT * FROM t WHERE a USING SAMPLE 10 PERCENT (bernoulli)
        SELECT * FROM t WHERE a = 1
        SELECT a, count(*) FROM t GROUP BY a
        SELECT a, b, count(*) FROM t GROUP BY 1, b + 1 HAVING count(*) > 1
        SELECT a, count(*) FROM t GROUP BY ALL
        SELECT a FROM t GROUP BY ()
        SELECT a FROM t GROUP BY (a), (a, b)
        SELECT a FROM t GROUP BY ((a, b))
        SELECT a FROM t GROUP BY ROW(a, b)
        SELECT a FROM t GROUP BY ROLLUP (a, (b, c))
        SELECT a FROM t GROUP BY CUBE (a, b), c
        SELECT a FROM t GROUP BY GROUPING SETS ((a, b), a, (), ROLLUP (c), GROUPING SETS ((a)))
        SELECT grouping(a), cube, rollup FROM t GROUP BY cube, rollup
        SELECT count(*) FROM t HAVING count(*) > 1
        SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1
        SELECT a FROM t WINDOW w AS (PARTITION BY a ORDER BY b), v AS (w ROWS 1 PRECEDING) QUALIFY sum(a) OVER w > 1
        SELECT a FROM t QUALIFY x WINDOW w AS ()
        SELECT a FROM t ORDER BY a
        SELECT a FROM t ORDER BY a ASC, b DESC, c NULLS FIRST, d DESC NULLS LAST
        SELECT a FROM t ORDER BY ALL
        SELECT a FROM t ORDER BY ALL DESC NULLS LAST
        SELECT a FROM t ORDER BY *
        SELECT a FROM t ORDER BY a COLLATE "C" DESC
        SELECT a FROM t LIMIT 10
        SELECT a FROM t LIMIT 10 OFFSET 5
        SELECT a FROM t OFFSET 5
        SELECT a FROM t OFFSET 5 LIMIT 10
        SELECT a FROM t LIMIT ALL
        SELECT a FROM t LIMIT ALL OFFSET 1
        SELECT a FROM t LIMIT 5, 10
        SELECT a FROM t LIMIT @n OFFSET @m
        SELECT a FROM t LIMIT (SELECT 1) + 1
        SELECT a FROM t LIMIT 10 PERCENT
        SELECT a FROM t OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY
        SELECT a FROM t FETCH FIRST ROW ONLY
        SELECT a FROM t FETCH FIRST 3 ROWS WITH TIES
        SELECT a FROM t ORDER BY a OFFSET 1 ROW FETCH FIRST 3 PERCENT ROWS WITH TIES
        SELECT TOP 3 a FROM t ORDER BY a
        SELECT TOP 3 a FROM t UNION ALL SELECT b FROM u
        SELECT 1 UNION SELECT 2
        SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
        SELECT 1 UNION ALL SELECT 2 UNION SELECT 3
        SELECT 1 UNION DISTINCT SELECT 2
        SELECT 1 UNION ALL BY NAME SELECT 2
        SELECT 1 INTERSECT SELECT 2 EXCEPT SELECT 3
        SELECT 1 UNION SELECT 2 INTERSECT ALL SELECT 3 UNION SELECT 4
        SELECT 1 EXCEPT ALL SELECT 2 EXCEPT ALL SELECT 3
        SELECT 1 EXCEPT (SELECT 2 EXCEPT SELECT 3)
        SELECT * EXCEPT SELECT 1
        SELECT * EXCEPT (SELECT 1)
        SELECT a FROM t UNION SELECT b FROM u ORDER BY 1 LIMIT 2
        (SELECT a FROM t ORDER BY a LIMIT 1) UNION ALL (SELECT b FROM u LIMIT 1)
        (SELECT 1)
        ((SELECT 1))
        (SELECT 1) ORDER BY 1
        (SELECT 1 LIMIT 1) LIMIT 2
        (SELECT 1 UNION ALL SELECT 2) UNION ALL SELECT 3
        SELECT 1 UNION ALL (SELECT 2 UNION ALL SELECT 3)
        (WITH c AS (SELECT 1) SELECT * FROM c) UNION SELECT 2
        VALUES (1)
        VALUES (1, 'a'), (2, NULL) ORDER BY 1 LIMIT 1
        VALUES (1) UNION VALUES (2)
        TABLE t
        TABLE a.b ORDER BY 1
        FROM t
        FROM t SELECT a
        FROM t SELECT a WHERE b
        FROM t WHERE b
        FROM t JOIN u USING (a) SELECT DISTINCT a ORDER BY a
        FROM t UNION ALL FROM u
        WITH c AS (SELECT 1) SELECT * FROM c
        WITH c (a, b) AS (SELECT 1, 2), d AS MATERIALIZED (SELECT * FROM c), e AS NOT MATERIALIZED (TABLE d) SELECT * FROM e
        WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT * FROM r
        WITH c AS (WITH d AS (SELECT 1) SELECT * FROM d) SELECT * FROM c
        WITH c AS (VALUES (1)) FROM c
        SELECT - col2 * - 81 + + CAST(NULL AS INTEGER) AS col0 FROM tab0 AS cor0 WHERE NOT + col1 IN (- 3, col2) GROUP BY col1, col2 HAVING NOT NULL IS NULL
        SELECT ALL + 34 AS col1 FROM tab1 cor0 CROSS JOIN tab2 AS cor1 WHERE NOT (NOT NULL) NOT BETWEEN + 2 AND NULL
        SELECT DISTINCT COUNT(DISTINCT 62) * + COUNT(*) DIV - 3 FROM tab0
        SELECT a+b*2, a-b, (SELECT count(*) FROM t1 AS x WHERE x.b<t1.b), CASE WHEN c>(SELECT avg(c) FROM t1) THEN a*2 ELSE b*10 END FROM t1 WHERE EXISTS(SELECT 1 FROM t1 AS x WHERE x.b<t1.b) OR b>c ORDER BY 2,4,1,3
        """);

    public static string[] Statements { get; } = Lines(
        """
        EXPLAIN SELECT 1
        EXPLAIN ANALYZE SELECT 1
        EXPLAIN ANALYZE VERBOSE SELECT 1
        EXPLAIN VERBOSE SELECT 1
        EXPLAIN (ANALYZE, VERBOSE) SELECT 1
        EXPLAIN (ANALYZE off) SELECT 1
        EXPLAIN (SELECT 1)
        EXPLAIN INSERT INTO t SELECT 1
        DESCRIBE drives
        DESC drives.log_time
        DESCRIBE TABLE t
        DESCRIBE DATASET d
        DESCRIBE SELECT 1 AS x
        DESCRIBE (SELECT 1)
        DESCRIBE dataframe('d', index => 'log_time')
        SUMMARIZE t
        SUMMARIZE SELECT * FROM t
        SELECT * FROM (SUMMARIZE t) AS s
        SELECT * FROM (SUMMARIZE SELECT a FROM t)
        SHOW TABLES
        ANALYZE
        ANALYZE t
        SHOW ALL TABLES
        SHOW DATASETS
        SHOW COLUMNS FROM drives.log_time
        SHOW COLUMNS IN t LIKE 'a%'
        SHOW TABLES LIKE 'x%'
        SHOW search_path
        SHOW TIME ZONE
        SHOW drives.log_time
        SHOW "t"
        CREATE DATASET d
        CREATE DATASET IF NOT EXISTS "my d"
        CREATE TABLE t (a INT)
        CREATE TABLE t (a INT, b TEXT NOT NULL, c DOUBLE DEFAULT 1.5, d INT PRIMARY KEY, e INT UNIQUE, f INT NULL)
        CREATE TABLE t (a INT DEFAULT 5 NOT NULL, b VARCHAR(30), PRIMARY KEY (a, b), UNIQUE (b))
        CREATE TABLE t (a INT CONSTRAINT pk PRIMARY KEY DESC, CONSTRAINT u UNIQUE (a))
        CREATE TABLE IF NOT EXISTS s.t (a FLOAT[3], b STRUCT(x INT)[])
        CREATE TABLE t (a INT) LOCATION 'file:///x'
        CREATE TABLE t LOCATION 's3://x' AS SELECT 1
        CREATE OR REPLACE TABLE t AS SELECT 1 AS a
        CREATE TEMP TABLE t AS SELECT 1
        CREATE TEMPORARY TABLE t (a INT)
        CREATE TABLE t (a, b) AS VALUES (1, 2)
        CREATE TABLE t AS (SELECT 1)
        CREATE TABLE t AS TABLE u
        CREATE EXTERNAL TABLE t LOCATION 'url'
        CREATE EXTERNAL TABLE IF NOT EXISTS t STORED AS lance LOCATION 'url'
        CREATE VIEW v AS SELECT 1
        CREATE OR REPLACE TEMP VIEW v (a, b) AS SELECT 1, 2
        CREATE TEMPORARY VIEW v AS FROM t
        CREATE VIEW IF NOT EXISTS v AS WITH c AS (SELECT 1) SELECT * FROM c
        CREATE INDEX i ON t (a)
        CREATE INDEX IF NOT EXISTS i ON t (a DESC, b)
        CREATE UNIQUE INDEX i ON t (a)
        CREATE INDEX ON t (lower(a))
        INSERT INTO t VALUES (1, 'a'), (2, DEFAULT)
        INSERT INTO t (a, b) VALUES (1, 2)
        INSERT INTO TABLE t SELECT * FROM u
        INSERT INTO t (a, b) SELECT 1, 2
        INSERT INTO t (SELECT 1)
        INSERT INTO t (a) (SELECT 1)
        INSERT INTO t DEFAULT VALUES
        INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c
        INSERT OVERWRITE t SELECT 1
        INSERT OVERWRITE INTO t VALUES (1)
        INSERT OVERWRITE TABLE t VALUES (1)
        INSERT INTO t VALUES (1) ON CONFLICT (a) UPDATE
        REPLACE INTO t (a, b) VALUES (1, 2)
        INSERT OR REPLACE INTO t SELECT 1
        INSERT OR IGNORE INTO t VALUES (1)
        PRAGMA threads = 4
        PRAGMA enable_verification
        PRAGMA memory_limit('1GB')
        INSERT INTO t SELECT * FROM u ON CONFLICT (a, b) DO UPDATE
        INSERT INTO t SELECT * FROM u JOIN v USING (a) ON CONFLICT DO NOTHING
        INSERT INTO t VALUES (1) ON CONFLICT (a) NOTHING
        INSERT INTO t AS o VALUES (1) ON CONFLICT (a) DO UPDATE SET b = excluded.b, (c, d) = (1, DEFAULT) WHERE o.b < 2 RETURNING *, a + 1 AS x
        INSERT INTO t DEFAULT VALUES RETURNING a
        WITH c AS (SELECT 1) INSERT INTO t SELECT * FROM c
        UPDATE t SET a = 1
        UPDATE s.t AS x SET a = a + 1, b = DEFAULT FROM u, v JOIN w USING (a) WHERE x.a = u.a RETURNING x.*, u.b
        UPDATE ONLY t x SET (a, b) = ROW (1, DEFAULT)
        WITH c AS (SELECT 1) UPDATE t SET a = 1 FROM c
        DELETE FROM t
        DELETE FROM t AS x USING u, v WHERE x.a = u.a RETURNING *
        WITH c AS (SELECT 1) DELETE FROM t WHERE a IN (SELECT * FROM c)
        TRUNCATE t
        TRUNCATE TABLE a, b.c CASCADE
        CREATE TEMP TABLE t (a INT CHECK (a > 0) UNIQUE, b INT, CONSTRAINT c CHECK (a < b OR a IS NULL), UNIQUE (a, b))
        ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT NOT NULL DEFAULT 1
        ALTER TABLE IF EXISTS t RENAME COLUMN a TO b
        ALTER TABLE t RENAME a TO b
        ALTER TABLE t DROP COLUMN IF EXISTS a CASCADE
        EXPLAIN UPDATE t SET a = 1
        PIVOT t ON a USING sum(b) AS s, count(*) GROUP BY c, d
        PIVOT t ON a
        PIVOT t ON a IN (1, 2 AS two) USING sum(b)
        UNPIVOT INCLUDE NULLS t ON a, b AS 'c' INTO NAME x VALUE y
        SELECT * FROM t PIVOT (sum(b), max(c) AS m FOR a IN (1, 'x' AS y, NULL) GROUP BY d) AS p JOIN u UNPIVOT (v FOR n IN (a, b)) USING (d)
        ALTER DATASET a RENAME TO b
        ALTER TABLE IF EXISTS a RENAME TO "b c"
        ALTER VIEW a RENAME TO b
        DROP DATASET d
        DROP TABLE IF EXISTS a, b.c CASCADE
        DROP VIEW v RESTRICT
        DROP INDEX IF EXISTS i
        CALL register('drives', './x.rrd')
        CALL register('drives', 'x', layer => 'base', timeout_secs => 60)
        CALL register_batch(@dataset, [@a, @b], layers => ['x', 'y'])
        CALL do_global_maintenance()
        SET x = 1
        SET x TO 'y'
        SET x = ON
        SET x = off
        SET SESSION a.b = DEFAULT
        SET search_path TO a, b
        SET TIME ZONE 'UTC'
        RESET x
        BEGIN
        BEGIN TRANSACTION
        START TRANSACTION
        COMMIT WORK
        END
        ROLLBACK
        ABORT
        SELECT 1; SELECT 2
        ;; SELECT 1; ; SELECT 2;
        SELECT @a; SELECT @b
        SELECT ?; SELECT ?
        -- only a comment
        """);
}
