namespace Rerun.Query.Tests.Sql;

internal static partial class SqlCorpus
{
    public static string[] Expressions { get; } = Lines(
        """"
        1
        -1
        - 1
        - - 1
        -(-1)
        -(1)
        + 1
        -9223372036854775808
        9223372036854775807
        18446744073709551615
        18446744073709551616
        -9223372036854775809
        123456789012345678901234567890
        1.5
        -1.5
        -0.0
        .5
        1.
        1e10
        1E-7
        1.7976931348623157e308
        5e-324
        0xFF
        0xffff_ffff
        0b1010
        0o17
        1_000_000
        1_0.5
        'text'
        ''
        'it''s'
        'ünï 😀 文'
        N'national'
        E'a\n\t\r\b\f\\\'\x41\u00e9\U0001F600\101'
        E'it''s'
        $$dollar 'quoted' "text"$$
        $tag$ a $$ b $tag$
        $$$$
        X'00fF'
        x''
        NULL
        TRUE
        false
        a
        a.b
        a.b.c
        rerun.drives.log_time.x
        "Quoted Name"
        "with ""quotes"""
        "/drive/speed:Scalars:scalars"[1]
        t."/drive/speed:Scalars:scalars"[1].x
        é_ñ
        a$b
        _x
        date
        timestamp
        interval
        time
        map
        row
        first
        last
        values
        index
        key
        position
        "select"
        t.select
        t.from.where
        a + b * c
        (a + b) * c
        a - b - c
        a - (b - c)
        a / b // c % d
        a DIV b
        a ^ b ^ c
        a ** b
        a ^ (b ^ c)
        -a ^ b
        -(a ^ b)
        a || b || 'c'
        a & b | c # d
        a << 2 >> 1
        ~a
        ~a & b
        ~(a & b)
        ~a + b
        a * ~b + c
        a = b
        a == b
        a <> b
        a != b
        a < b
        a<@p
        a <@ b
        a @> b
        a @>@b
        a && b
        a ^@ 'x'
        a <= b
        a > b
        a >= b
        a = b = c
        a = (b = c)
        a < b IS NULL
        (a IS NULL) = b
        a ~ 'x'
        a ~* 'x'
        a !~ 'x'
        a !~* 'x'
        a ~ ~b
        NOT a
        NOT NOT a
        NOT a = b
        (NOT a) = b
        a = NOT b
        NOT a IS NULL
        NOT (a AND b)
        NOT a AND b
        a AND b AND c
        a OR b OR c
        (a OR b) OR c
        a OR (b OR c)
        a AND b OR c AND d
        (a OR b) AND (c OR d)
        a IS NULL
        a IS NOT NULL
        a ISNULL
        a NOTNULL
        a NOT NULL
        a IS TRUE
        a IS NOT TRUE
        a IS FALSE
        a IS NOT FALSE
        a IS UNKNOWN
        a IS NOT UNKNOWN
        a IS DISTINCT FROM b
        a IS NOT DISTINCT FROM b + 1
        a IS DISTINCT FROM b = c
        (a IS DISTINCT FROM b) = c
        a BETWEEN 1 AND 2
        a NOT BETWEEN 1 AND 2
        a BETWEEN SYMMETRIC 2 AND 1
        a BETWEEN b AND c AND d
        a BETWEEN (b AND c) AND d
        a + 1 BETWEEN b - 1 AND b + 1
        (a BETWEEN 1 AND 2) BETWEEN b AND c
        a IN (1)
        a IN (1, 2, 3)
        a IN ()
        a NOT IN ()
        a NOT IN (1, 2)
        a IN (SELECT 1)
        a NOT IN (SELECT x FROM t)
        a IN ((SELECT 1))
        a IN ((SELECT 1), 2)
        a IN ((SELECT 1) UNION SELECT 2)
        a IN (VALUES (1), (2))
        a IN (WITH c AS (SELECT 1) SELECT * FROM c)
        a IN [1, 2]
        a IN @ids
        a IN (@ids)
        a IN (@ids1,@ids2)
        a IN (SELECT @ids WHERE 1 = 0)
        a IN $1
        a NOT IN b
        a IN ROW(1, 2)
        a IN ROW(1, 2) || (b, c)
        a IN 5[1]
        a IN DATE '2024-01-01'[1]
        a IN INTERVAL '1' DAY.f
        (5).f
        (1.5).f
        -5[1]
        (-5)[1]
        (a, b) IN ((1, 2), (3, 4))
        - a IN (b) AND c
        a LIKE 'x%'
        a NOT LIKE 'x%'
        a ILIKE 'x%'
        a LIKE 'x!%' ESCAPE '!'
        a NOT ILIKE b || '%' ESCAPE ''
        a SIMILAR TO '(a|b)+'
        a NOT SIMILAR TO 'x' ESCAPE '\'
        a GLOB 'x*'
        a REGEXP 'x.*'
        a RLIKE 'x'
        a NOT REGEXP 'x'
        a LIKE b = c
        a = ANY(@ids)
        a = ANY((@ids1,@ids2))
        a = ANY(@ids1, @ids2)
        a = ANY((SELECT @ids WHERE 1 = 0))
        a = ANY (SELECT x FROM t)
        a <> ALL ([1, 2])
        a > SOME (ARRAY[1, 2])
        a < ALL (VALUES (1))
        a = ANY(b) AND c
        EXISTS (SELECT 1)
        NOT EXISTS (SELECT * FROM t WHERE t.x = u.x)
        (SELECT 1)
        ((SELECT 1))
        (SELECT max(x) FROM t) + 1
        ((SELECT 1) + 1)
        ((SELECT 1) UNION (SELECT 2))
        ((SELECT 1 UNION SELECT 2) EXCEPT SELECT 3)
        ((SELECT x FROM t) ORDER BY 1 LIMIT 1)
        ARRAY(SELECT x FROM t ORDER BY x)
        CASE WHEN a THEN 1 END
        CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END
        CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE NULL END
        CASE a = b WHEN TRUE THEN CASE WHEN c THEN 1 END END
        CASE WHEN a THEN b END::INT
        CAST(a AS INT)
        CAST(a AS DOUBLE PRECISION)
        CAST(a AS TIMESTAMP WITH TIME ZONE)
        CAST(a AS timestamp(9) without time zone)
        CAST(a AS TIMESTAMP(9) WITH TIME ZONE)
        CAST(a AS CHARACTER VARYING(10))
        CAST(a AS DECIMAL(10, 2))
        CAST(a AS VARCHAR(10)[])
        CAST(a AS FLOAT[3])
        CAST(a AS INT[3][])
        CAST(a AS INT ARRAY)
        CAST(a AS INT ARRAY[4])
        CAST(a AS STRUCT(x INT, "y z" TEXT[], select INT))
        CAST(a AS ROW(x INT))
        CAST(a AS MAP(VARCHAR, STRUCT(v DOUBLE)[]))
        TRY_CAST(a AS BIGINT)
        a::int
        a::int::text
        -a::int
        -1::int
        (-1)::int
        a::STRUCT(x INT)[]
        a + b::double
        a::timestamp AT TIME ZONE 'UTC'
        a AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Berlin'
        a AT TIME ZONE z + INTERVAL '1 h'
        at
        TIMESTAMP '2024-01-01'
        TIMESTAMP WITH TIME ZONE '2024-01-01T00:00:00Z'
        TIMESTAMP WITHOUT TIME ZONE '2024-01-01'
        TIMESTAMPTZ '2024-01-01'
        TIMESTAMP_NS '2024-01-01'
        DATE '2024-01-01' + 1
        TIME '12:00'
        DOUBLE PRECISION '1.5'
        DURATION '5 s'
        BIGINT '1'
        INTERVAL '5 s'
        INTERVAL '5' SECOND
        INTERVAL 5 SECOND
        INTERVAL 5 SECONDS
        INTERVAL -5 day
        INTERVAL 1.5 HOURS
        INTERVAL (n + 1) DAY
        INTERVAL @n MINUTES
        INTERVAL $$1 month$$
        interval - 5
        interval(a, b)
        interval(interval(a))
        interval[1]
        (INTERVAL '1 s')::text
        INTERVAL '1 s'::text
        t + INTERVAL '1 ns' * 3
        @p
        @p.x
        @p[1]
        $name
        :name
        a = :name AND b = :other
        $1 + $2
        $2 + $1
        ? + ?
        a[:p]
        a[1]
        a[-1]
        a[1][2]
        a['field']
        a[@i]
        a[1:2]
        a[:2]
        a[1:]
        a[:]
        a[1:2:3]
        a[::2]
        a[1::2]
        a[:-:2]
        a[1:-:2]
        a[-2:-1]
        a[i + 1:j]
        a[x:y]
        a[b[1]:c[2]]
        [1, 2, 3][2]
        f(x)[1]
        (a).b
        (a).b.c
        (a.b).c
        (t.a).b[1].c
        f(x).y
        a[1].y
        (a).select
        [1, 2, 3]
        []
        [[1], [2]]
        ARRAY[1, 2]
        ARRAY[]
        [x * 2 for x in l]
        [x * 2 FOR x IN l IF x > 1]
        {'a': 1, 'b': [1, 2]}
        {a: 1, "b c": 2}
        {}
        {'a': {'b': 1}}
        MAP {'a': 1, 'b': 2}
        MAP {}
        MAP {'drive-001': [1, 2], 'drive-002': [3]}
        MAP {x: y, z: l[a:b]}['k']
        map(['a'], [1])
        ROW(1)
        ROW(1, 'a')
        ROW()
        (1, 'a')
        ((1, 2), 3)
        now()
        f(a, b)
        f(DISTINCT a)
        f(ALL a)
        schema.f(a)
        "f"(a)
        f(a => 1, b := 2)
        f(index => 'log_time', select => 1)
        count(*)
        count(DISTINCT a)
        count(t.*)
        count(* EXCLUDE (a))
        sum(a) FILTER (WHERE b > 1)
        sum(a) FILTER (b > 1)
        string_agg(a, ', ' ORDER BY b DESC, c)
        array_agg(DISTINCT a ORDER BY a NULLS FIRST)
        percentile_cont(0.5) WITHIN GROUP (ORDER BY a)
        mode() WITHIN GROUP (ORDER BY a DESC)
        last_value(a IGNORE NULLS) OVER (ORDER BY b)
        last_value(a) IGNORE NULLS OVER (ORDER BY b)
        first_value(a) RESPECT NULLS OVER w
        row_number() OVER ()
        row_number() OVER (PARTITION BY a, b ORDER BY c)
        sum(a) OVER w
        sum(a) OVER (w)
        sum(a) OVER (w ORDER BY b)
        sum(a) OVER (ORDER BY b ROWS 5 PRECEDING)
        sum(a) OVER (ORDER BY b ROWS UNBOUNDED PRECEDING)
        sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)
        sum(a) OVER (ORDER BY b RANGE BETWEEN INTERVAL '5 s' PRECEDING AND CURRENT ROW)
        sum(a) OVER (ORDER BY b GROUPS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)
        sum(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES)
        sum(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND x + 1 FOLLOWING EXCLUDE GROUP)
        sum(a) OVER (rows)
        sum(a) OVER (RANGE CURRENT ROW EXCLUDE NO OTHERS)
        sum(a) FILTER (WHERE b) OVER (PARTITION BY c)
        list_transform(l, x -> x + 1)
        list_reduce(l, (acc, x) -> acc + x)
        list_filter(l, x -> list_contains(m, y -> y = x))
        f(a, x -> y -> x + y)
        list_transform(l, lambda x, i: x + i)
        list_transform(l, lambda x:x + 1)
        (s).*
        MAP {'a': [1, 2], b: NULL}['a'][1]
        struct_pack(a := 1, b => 2)
        list_transform(l, x -> list_transform(x, (y, i) -> {'a': y, 'i': i}))
        f((a), (b, c))
        EXTRACT(year FROM ts)
        EXTRACT('epoch' FROM ts)
        extract("Day" FROM a + b)
        date_part('year', ts)
        SUBSTRING(a FROM 2 FOR 3)
        SUBSTRING(a FROM 2)
        SUBSTRING(a FOR 3)
        SUBSTRING(a, 2, 3)
        substring(a, 2)
        TRIM(a)
        TRIM(LEADING 'x' FROM a)
        TRIM(TRAILING FROM a)
        TRIM(BOTH 'x' FROM a)
        TRIM('x' FROM a)
        TRIM(FROM a)
        TRIM(a, 'x')
        POSITION('a' IN b)
        position(a, b)
        OVERLAY(a PLACING b FROM 2 FOR 3)
        OVERLAY(a PLACING b FROM 2)
        overlay(a, b, 2, 3)
        CURRENT_DATE
        CURRENT_TIMESTAMP
        current_timestamp(3)
        CURRENT_TIME, LOCALTIME, LOCALTIMESTAMP()
        left(a, 2) || right(a, 2)
        if(a, b, c)
        replace(a, b, c)
        struct_pack(a := 1)
        COLUMNS('x.*')
        COLUMNS(*)
        COLUMNS(t.*)
        COLUMNS(['a', 'b'])
        COLUMNS(c -> c LIKE 'x%') + 1
        max(COLUMNS(* EXCLUDE (a)))
        a COLLATE "C"
        a AS b
        a b
        a AS "B c"
        a AS 'text alias'
        a AS select
        a "Quoted"
        a first
        a.b AS date
        *
        t.*
        a.b.*
        * EXCLUDE (a, b)
        * EXCLUDE a
        * EXCEPT (a)
        t.* EXCLUDE (t.a) REPLACE (b + 1 AS b) RENAME (c AS d)
        * REPLACE a + 1 AS a
        * RENAME a AS b
        *, 1
        DISTINCT a, b
        DISTINCT ON (a, b) a, b, c
        ALL a
        TOP 5 a
        TOP (5) a
        TOP @n PERCENT a
        TOP 5 WITH TIES a FROM t ORDER BY a
        top(5), a
        top
        a -- comment to the end
        /* block /* nested */ comment */ a
        """");
}
