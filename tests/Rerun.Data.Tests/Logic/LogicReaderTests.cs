namespace Rerun.Data.Tests.Logic;

/// <summary>What files of the descendants of sqllogictest say, read and run.</summary>
public sealed class LogicReaderTests
{
    [Fact]
    public void Loops_are_unrolled_and_words_of_others_taken()
    {
        List<LogicRecord> records = LogicReader.Read("""
            # name: a comment
            require vector_size 512

            load somewhere.db

            foreach type int bigint

            loop i 0 2

            statement ok con1
            CREATE TABLE t{i} (a ${type})

            endloop

            endloop

            mode skip

            query I
            SELECT 1
            ----
            2

            mode unskip

            statement maybe
            SELECT 1

            query IT colnames,rowsort some-label
            SELECT 1 AS a, 'x' AS b
            ----
            a	b
            1	x

            require icu

            statement ok
            SELECT 1
            """);
        Assert.Equal(["CREATE TABLE t0 (a int)", "CREATE TABLE t1 (a int)", "CREATE TABLE t0 (a bigint)", "CREATE TABLE t1 (a bigint)"], records.Take(4).Select(record => record.Sql));
        Assert.All(records.Take(4), record => Assert.Equal("con1", record.Connection));
        Assert.True(records[4].IsSkipped);
        Assert.True(records[5].MayFail && !records[5].IsSkipped);
        Assert.True(records[6] is { HasNames: true, Sort: LogicSort.Rows, Label: "some-label", Connection: null });
        Assert.True(records[7] is { Kind: LogicRecordKind.Halt, Sql: "require icu" });
        Assert.Equal(9, records.Count);
    }

    [Theory]
    [InlineData("loop i 0 99999999\nstatement ok\nSELECT 1\n\nendloop")]
    [InlineData("foreach a b\nstatement ok\nSELECT 1")]
    [InlineData("include nothing/*.slt")]
    [InlineData("strange words")]
    public void What_is_not_understood_is_a_record_that_is_not_run(string text) =>
        Assert.All(LogicReader.Read(text), record => Assert.Equal(LogicRecordKind.Unknown, record.Kind));

    [Theory]
    [InlineData("query II\nSELECT 1, true\n----\n1\t1", 1, 0, 0)]
    [InlineData("query R\nSELECT 1e-7\n----\n1e-07", 1, 0, 0)]
    [InlineData("query T\nSELECT '01'\n----\n1", 0, 1, 0)]
    [InlineData("query T\nSELECT [1, NULL]\n----\n{1,NULL}", 1, 0, 0)]
    [InlineData("query T\nSELECT 'abc'\n----\n<REGEX>:a.*", 1, 0, 0)]
    [InlineData("query T\nSELECT 'abc'\n----\n<!REGEX>:a.*", 0, 1, 0)]
    [InlineData("query TT\nSELECT DATE '2024-05-06', INTERVAL '1 day'\n----\n2024-05-06\t1 day", 1, 0, 0)]
    [InlineData("query I colnames\nSELECT 1 AS a\n----\nb\n1", 0, 1, 0)]
    [InlineData("query I rowsort\nVALUES (2), (1)\n----\n1\n2", 1, 0, 0)]
    [InlineData("statement error\nSELECT 1", 0, 0, 1)]
    [InlineData("SET default_collation = 'x'", 0, 0, 0)]
    [InlineData("statement ok\nSET default_collation = 'x'\n\nquery I\nSELECT 1\n----\n2", 0, 0, 0)]
    [InlineData("statement ok\nCREATE TABLE t (a INT)\n\nstrange words\nINSERT INTO t VALUES (1)\n\nquery I\nSELECT count(*) FROM t\n----\n1", 1, 0, 0)]
    [InlineData("statement ok\nCREATE TABLE t (a INT)\n\nstatement ok\nINSERT INTO t VALUES (1)\n\nstatement ok\nUPDATE t SET a = 2\n\nquery I\nSELECT a FROM t\n----\n2", 4, 0, 0)]
    public void Rows_count_as_right_wrong_or_accepted(string text, int right, int wrong, int accepted)
    {
        using RerunDataSource source = RerunDataSource.Create("Data Source=:memory:");
        using RerunConnection connection = source.OpenConnection();
        using var runner = new LogicRunner(connection, source.OpenConnection, "rerun", isStrict: false);
        LogicTally tally = runner.Run("text", LogicReader.Read(text));
        Assert.Equal((right, wrong, accepted), (tally.Right, tally.Wrong, tally.Accepted));
    }
}
