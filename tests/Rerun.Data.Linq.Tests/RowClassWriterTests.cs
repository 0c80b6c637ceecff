using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
        Type type = Compile(source).GetType("DriveRow")!;
        typeof(RowClassWriterTests).GetMethod(nameof(ReadAll), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [connection, timeline]);
    }

    private static void ReadAll<T>(RerunConnection connection, string? timeline)
    {
        var source = connection.Dataset("drives");
        var rows = (timeline is null ? source.Static<T>() : source.Index<T>(timeline)).ToList();
        Assert.NotEmpty(rows);
        PropertyInfo[] properties = typeof(T).GetProperties();
        var columns = (timeline is null ? source.Static() : source.Index(timeline)).First().Columns;
        Assert.Equal(columns.Count(column => timeline is not null || column.Contains(':') || column == "rerun_partition_id"), properties.Length);
        Assert.All(properties, property => Assert.Contains(rows, row => property.GetValue(row) is not null));
    }

    private static Assembly Compile(string source)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "written",
            [CSharpSyntaxTree.ParseText(source)],
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)) + source);
        return Assembly.Load(bytes.ToArray());
    }
}
