using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Data.Linq.Tests.Rows;
using Rerun.Testing;

namespace Rerun.Data.Linq.Tests;

/// <summary>The written row class compiles and reads every column.</summary>
public sealed class RowClassWriterTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Theory]
    [InlineData("log_time")]
    [InlineData(null)]
    public async Task The_class_compiles_and_reads_every_column(string? timeline)
    {
        await using var connection = drives.Source.OpenConnection();
        var dataset = await connection.Catalog.GetDatasetAsync("drives");
        string source = RowClassWriter.Write(await dataset.GetSchemaAsync(), timeline, "DriveRow");
        Type type = Compile([source]).GetType("DriveRow")!;
        Assert.True(Read(type, connection, "drives", timeline) > 0);
        Assert.All(type.GetProperties(), property => Assert.StartsWith("Rerun", property.GetCustomAttributesData().Select(one => one.AttributeType.Name).First(name => name.StartsWith("Rerun", StringComparison.Ordinal)), StringComparison.Ordinal));
    }

    // One compilation for all: it takes longer than reading them.
    [SharedFact("data")]
    public async Task Classes_for_recordings_of_every_kind_compile_and_read_every_column()
    {
        var sources = new List<string>();
        var readings = new List<(string File, string Class, string Dataset, string? Timeline)>();
        foreach (string file in Directory.GetFiles(SharedData.PathOf("data", "edge"), "*.rrd", SearchOption.TopDirectoryOnly).Order(StringComparer.Ordinal))
        {
            try
            {
                await using var connection = new RerunConnection($"Data Source={file}");
                await connection.OpenAsync();
                foreach (var dataset in await connection.Catalog.GetDatasetsAsync())
                {
                    DatasetSchema schema = await dataset.GetSchemaAsync();
                    foreach (string? timeline in schema.IndexColumns.Select(index => index.IndexName).Cast<string?>().Append(null).Take(1))
                    {
                        string name = $"Row{readings.Count}";
                        sources.Add(RowClassWriter.Write(schema, timeline, name));
                        readings.Add((file, name, dataset.Name, timeline));
                    }
                }
            }
            catch (RerunException)
            {
                // A recording that cannot be opened has no rows.
            }
        }

        Assembly written = Compile(sources);
        int rows = 0;
        foreach (var reading in readings)
        {
            using var connection = new RerunConnection($"Data Source={reading.File}");
            try
            {
                rows += Read(written.GetType(reading.Class)!, connection, reading.Dataset, reading.Timeline);
            }
            catch (RerunException fault) when (Refused(connection, reading.Dataset, reading.Timeline) is { } other)
            {
                // What cannot be read by name cannot be read by class, for the same reason.
                Assert.Equal(other.Message, fault.Message);
            }
        }

        Assert.True(readings.Count > 30 && rows > 1000, $"{readings.Count} classes, {rows} rows");
    }

    [Fact]
    public void Odd_names_become_names_of_properties()
    {
        string folder = Directory.CreateTempSubdirectory("odd-names").FullName;
        var recording = new MadeRecording("a", 1, 2);
        string[] entities = ["/class", "/int", "/1st", "/to_string", "/get_hash_code", "/a/b", "/a_b", "/a-b", "/übung/straße", "/мир", "/世界", "/x\\ y", "/names", "/partition_id", "/log_time", "/equals", "/𝒳"];
        foreach (string entity in entities)
        {
            recording.Add(entity, "", Int32Type.Default, 1, null);
        }

        recording.Add("/both", "event", Int32Type.Default, 1, 2).Add("/both", "Event:event", Int32Type.Default, 3, 4).Add("/both", "it's \"quoted\"\\ {0}", Int32Type.Default, 5, 6);
        recording.Save(Directory.CreateDirectory(Path.Combine(folder, "names")).FullName);
        using (var source = RerunDataSource.Create($"Data Source={folder}"))
        {
            using var connection = source.OpenConnection();
            DatasetSchema schema = connection.Catalog.GetDataset("names").GetSchema();
            string text = RowClassWriter.Write(schema, "log_time", "Names");
            Type type = Compile([text]).GetType("Names")!;
            Assert.Equal(2, Read(type, connection, "names", "log_time"));
            Assert.Equal(entities.Length + 3 + 2, type.GetProperties().Length);
            Assert.Throws<ArgumentException>(() => RowClassWriter.Write(schema, "log_time", "1st"));
            Assert.Throws<RerunException>(() => RowClassWriter.Write(schema, "no_time", "Names"));
        }

        Directory.Delete(folder, true);
    }

    [Fact]
    public void A_table_has_a_class_too()
    {
        using var source = RerunDataSource.Create("Data Source=:memory:");
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE t (id BIGINT NOT NULL, "class" VARCHAR, "when" TIMESTAMP, day DATE, price DECIMAL(9, 2), tags VARCHAR[], place STRUCT(x DOUBLE, y DOUBLE), mass REAL, raw BLOB);
            INSERT INTO t VALUES (1, 'a', TIMESTAMP '2024-05-06 07:08:09', DATE '2024-05-06', 12.34, ['x', 'y'], {'x': 1.5, 'y': 2.5}, 1.5, NULL);
            INSERT INTO t VALUES (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """;
        command.ExecuteNonQuery();
        Type type = Compile([RowClassWriter.Write(connection.Catalog.GetTable("t").GetSchema(), "Order")]).GetType("Order")!;
        Assert.Equal(9, type.GetProperties().Length);
        Assert.Equal(typeof(long), type.GetProperty("Id")!.PropertyType);
        var rows = (System.Collections.IList)typeof(RowClassWriterTests).GetMethod(nameof(TableRows), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [connection])!;
        Assert.Equal(2, rows.Count);
        Assert.Equal(12.34m, Convert.ToDecimal(type.GetProperty("Price")!.GetValue(rows[0]), null));
        Assert.Equal("a", type.GetProperty("Class")!.GetValue(rows[0]));
        Assert.Null(type.GetProperty("When")!.GetValue(rows[1]));
    }

    private static List<T> TableRows<T>(RerunConnection connection) => [.. connection.Table<T>("t").AsEnumerable().OrderBy(row => typeof(T).GetProperty("Id")!.GetValue(row))];

    private static int Read(Type type, RerunConnection connection, string dataset, string? timeline) => (int)typeof(RowClassWriterTests)
        .GetMethod(nameof(ReadAll), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [connection, dataset, timeline], null)!;

    // Each property is null where the cell is null, and holds as many elements as the cell.
    private static int ReadAll<T>(RerunConnection connection, string dataset, string? timeline)
    {
        var source = connection.Dataset(dataset);
        var rows = (timeline is null ? source.Static<T>() : source.Index<T>(timeline)).ToList();
        var named = (timeline is null ? source.Static() : source.Index(timeline)).ToList();
        Assert.Equal(named.Count, rows.Count);
        var columns = typeof(T).GetProperties().Select(property => (
            Property: property,
            Column: property.GetCustomAttribute<RerunColumnAttribute>()?.Name ?? (property.GetCustomAttribute<RerunIndexAttribute>()?.Name is { } index ? index == "rerun_partition_id" ? "rerun_partition_id_2" : index : "rerun_partition_id"))).ToList();
        Assert.Equal(columns.Count, columns.Select(one => one.Column).Distinct().Count());
        if (named.Count > 0)
        {
            string[] read = [.. named[0].Columns.Where(column => timeline is not null || columns.Any(one => one.Column == column)).Distinct()];
            Assert.Equal(read.Order(StringComparer.Ordinal), columns.Select(one => one.Column).Order(StringComparer.Ordinal));
        }

        for (int i = 0; i < rows.Count; i++)
        {
            foreach (var (property, column) in columns)
            {
                object? value = property.GetValue(rows[i]);
                Assert.Equal(named[i][column].IsNull, value is null);
                if (value is Array array and not RerunDecimal?[] && named[i][column].As<object>() is Array other)
                {
                    Assert.Equal(other.Length, array.Length);
                }
            }
        }

        return rows.Count;
    }

    private static RerunException? Refused(RerunConnection connection, string dataset, string? timeline)
    {
        try
        {
            var source = connection.Dataset(dataset);
            _ = (timeline is null ? source.Static() : source.Index(timeline)).ToList();
            return null;
        }
        catch (RerunException fault)
        {
            return fault;
        }
    }

    private static Assembly Compile(IEnumerable<string> sources)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "written",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        var faults = result.Diagnostics.Where(one => one.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(10)) + faults.FirstOrDefault()?.Location.SourceTree);
        return Assembly.Load(bytes.ToArray());
    }
}
