using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>PIVOT and UNPIVOT, behind a relation and as queries: what they give is what the aggregates and unions give that they stand for.</summary>
public sealed class PivotTests
{
    private const string Table = """
        CREATE TEMP TABLE c (country TEXT, name TEXT, year INT, pop INT);
        INSERT INTO c VALUES ('NL', 'Ams', 2000, 1005), ('NL', 'Ams', 2010, 1065), ('US', 'Sea', 2000, 564), ('US', 'Sea', 2020, 738), ('US', 'NYC', 2000, 8015), ('US', 'NYC', NULL, 1);
        CREATE TEMP TABLE w (id INT, a INT, b INT, c INT);
        INSERT INTO w VALUES (1, 10, NULL, 30), (2, 40, 50, 60)
        """;

    [Theory]
    [InlineData("PIVOT c ON year IN (2000, 2010) USING sum(pop) GROUP BY country", "country,2000,2010", "NL|1005|1065", "US|8579|NULL")]
    [InlineData("PIVOT c ON year USING sum(pop) GROUP BY country", "country,2000,2010,2020", "NL|1005|1065|NULL", "US|8579|NULL|738")]
    [InlineData("PIVOT c ON country USING max(pop) AS most, count(*) GROUP BY year", "year,NL_most,NL_count(*),US_most,US_count(*)", "2000|1005|1|8015|2", "2010|1065|1|NULL|0", "2020|NULL|0|738|1", "NULL|NULL|0|1|1")]
    [InlineData("PIVOT (SELECT name, year FROM c) ON year", "name,2000,2010,2020", "Ams|1|1|0", "Sea|1|0|1", "NYC|1|0|0")]
    [InlineData("SELECT * FROM c PIVOT (sum(pop) FOR year IN (2000 AS old, NULL AS unknown) GROUP BY country) AS p ORDER BY country", "country,old,unknown", "NL|1005|NULL", "US|8579|1")]
    [InlineData("SELECT p.country, p.\"2000\" FROM c PIVOT (sum(pop) FILTER (WHERE pop > 600) FOR year IN (2000)) p WHERE name <> 'Ams' ORDER BY name", "country,2000", "US|8015", "US|NULL")]
    [InlineData("WITH p AS (PIVOT c ON country IN ('NL', 'US') USING string_agg(name, '+' ORDER BY name DESC) GROUP BY year) SELECT \"US\" FROM p WHERE year = 2000", "US", "Sea+NYC")]
    [InlineData("FROM (PIVOT c ON year IN (2000) USING avg(pop) GROUP BY country) JOIN (VALUES ('US', 7)) v (country, n) USING (country)", "country,2000,n", "US|4289.5|7")]
    [InlineData("UNPIVOT w ON a, b, c", "id,name,value", "1|a|10", "1|c|30", "2|a|40", "2|b|50", "2|c|60")]
    [InlineData("UNPIVOT INCLUDE NULLS w ON a, b INTO NAME k VALUE v", "id,c,k,v", "1|30|a|10", "1|30|b|NULL", "2|60|a|40", "2|60|b|50")]
    [InlineData("SELECT k, sum(v) FROM w UNPIVOT (v FOR k IN (a, b AS 'bee', c)) AS u WHERE u.id < 3 GROUP BY k ORDER BY k", "k,sum(v)", "a|50", "bee|50", "c|90")]
    [InlineData("SELECT * FROM w UNPIVOT (v FOR k IN (a, b, c)) PIVOT (max(v) FOR k IN ('a', 'b', 'c')) ORDER BY id", "id,a,b,c", "1|10|NULL|30", "2|40|50|60")]
    [InlineData("SELECT pivot.id FROM w pivot WHERE pivot.id = 1", "id", "1")]
    public async Task Rows_become_columns_and_columns_rows(string sql, string columns, params string[] rows)
    {
        await using TestDatabase database = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 2 });
        await database.RowsAsync(Table);
        Assert.Equal(columns, string.Join(',', await database.ColumnsAsync(sql)));
        Assert.Equal(rows, await database.RowsAsync(sql));
    }

    [Theory]
    [InlineData("PIVOT c ON yeah USING sum(pop)", "42703", "Did you mean year?")]
    [InlineData("PIVOT c ON year USING sum(pop) / 2", "0A000", "no part of a larger expression")]
    [InlineData("PIVOT c ON year, country USING sum(pop)", "0A000", "several expressions")]
    [InlineData("SELECT * FROM (PIVOT c ON year USING sum(pop))", "0A000", "values are listed")]
    [InlineData("PIVOT c ON year IN (2000) USING sum((SELECT max(pop) FROM c))", "0A000", "GROUP BY")]
    [InlineData("UNPIVOT w ON a + 1", "0A000", "names of columns")]
    [InlineData("UNPIVOT w ON a, nope", "42703", "nope")]
    [InlineData("PIVOT (SELECT range AS n FROM range(2000)) ON n", "22023", "more than 1,000 columns")]
    public async Task What_cannot_be_turned_is_told(string sql, string state, string message)
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync(Table);
        RerunException error = await database.ErrorAsync(sql);
        Assert.Equal(state, error.SqlState);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(error.Position > 0);
    }
}
