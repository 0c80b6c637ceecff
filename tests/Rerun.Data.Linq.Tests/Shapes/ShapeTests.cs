using System.Text.Json;

namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Each shape gives over the provider what LINQ to Objects gives over the same rows.</summary>
public sealed class ShapeTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    public static TheoryData<string> SequenceNames => [.. ShapeList.Sequences.Keys];

    public static TheoryData<string> ValueNames => [.. ShapeList.Values.Keys];

    private RerunQueryable<DriveSample> Samples => drives.Source.Dataset("drives").Index<DriveSample>("log_time");

    private IQueryable<DriveSample> InMemory => (drives.Rows ??= [.. Samples]).AsQueryable();

    [Theory]
    [MemberData(nameof(SequenceNames))]
    public async Task Sequences_agree_with_LINQ_to_Objects(string name)
    {
        var shape = ShapeList.Sequences[name];
        string expected = Text(shape(InMemory).ToList());
        Assert.Equal(expected, Text(shape(Samples).ToList()));
        Assert.Equal(expected, Text(await shape(Samples).ToListAsync()));
    }

    [Theory]
    [MemberData(nameof(ValueNames))]
    public void Values_agree_with_LINQ_to_Objects(string name)
    {
        var shape = ShapeList.Values[name];
        Assert.Equal(Text([shape(InMemory)]), Text([shape(Samples)]));
    }

    [Theory]
    [MemberData(nameof(SequenceNames))]
    public async Task Sequences_agree_with_their_own_SQL(string name)
    {
        var query = ShapeList.Sequences[name](Samples);
        await using var connection = drives.Source.OpenConnection();
        await using var command = connection.CreateCommand(query.ToQueryString());
        await using var reader = await command.ExecuteReaderAsync();
        int rows = 0;
        var bySql = new List<string>();
        while (await reader.ReadAsync())
        {
            rows++;
            bySql.Add(Text(Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))));
        }

        var byPlan = new List<string>();
        using var arrow = query.ToArrowReader();
        while (await arrow.ReadNextRecordBatchAsync() is { } batch)
        {
            Rerun.Data.Values.ValueReader[] columns = [.. batch.Schema.FieldsList.Select(field => Rerun.Data.Values.ValueReaders.Of(field, Rerun.Data.Values.ReaderOptions.Default))];
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Bind(batch.Column(i));
            }

            for (int row = 0; row < batch.Length; row++)
            {
                byPlan.Add(Text(columns.Select(column => column.IsNull(row) ? null : column.GetValue(row))));
            }
        }

        Assert.Equal(byPlan, bySql);
        Assert.Equal(ShapeList.Sequences[name](InMemory).Count(), rows);
    }

    [Fact]
    public void The_rows_have_nulls_and_values_on_both_sides_of_the_limits()
    {
        var rows = InMemory.ToList();
        Assert.Contains(rows, row => row.Charge is null);
        Assert.Contains(rows, row => row.Charge > 60);
        Assert.Contains(rows, row => row.Charge < 60);
    }

    private static string Text(IEnumerable<object?> rows) => string.Join('\n', rows.Select(row => JsonSerializer.Serialize(row, row?.GetType() ?? typeof(object))));
}
