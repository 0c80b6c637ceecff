using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rerun.Testing;

namespace Rerun.Data.Linq.Tests;

/// <summary>What the pages show as C# compiles as it stands, and what asks recordings runs.</summary>
public sealed class SnippetTests
{
    // What a page takes for granted: the namespaces, and what the text before a snippet speaks of.
    private const string Given = """
        global using System;
        global using System.Collections.Generic;
        global using System.Data;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using Dapper;
        global using Rerun.Arrow;
        global using Rerun.Arrow.Ipc;
        global using Rerun.Catalog;
        global using Rerun.Catalog.Embedded;
        global using Rerun.Catalog.Remote;
        global using Rerun.Data;
        global using static Given;

        public static class Given
        {
            public static DateTime from = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            public static DateTime to = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            public static RerunConnection connection = new("Data Source=./recordings");
        }
        """;

    private const string RowClass = """
        public class DriveSample
        {
            public DateTime LogTime { get; set; }

            [Rerun.Data.Linq.RerunColumn("/drive/speed:Scalars:scalars")]
            public double? Speed { get; set; }
        }
        """;

    private static readonly MetadataReference[] Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpParseOptions Newest = new(LanguageVersion.Preview);

    private static readonly string[] Pages =
    [
        "README.md",
        .. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "docs"), "*.md").Select(page => Path.GetRelativePath(SharedData.RepositoryRoot, page)),
        .. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "src"), "README.md", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(page => Path.GetRelativePath(SharedData.RepositoryRoot, page)),
    ];

    [Fact]
    public async Task Every_snippet_compiles_and_those_over_a_folder_run()
    {
        var ran = 0;
        var seen = 0;
        foreach (var (place, text) in Pages.SelectMany(SnippetsOf))
        {
            seen++;
            var program = Compile(place, text);

            // No server and no files of the reader's are here.
            if (program is not null && !text.Contains("robots.example:51234\")", StringComparison.Ordinal) && !text.Contains("Open(", StringComparison.Ordinal) && !text.Contains("OpenAsync(\"", StringComparison.Ordinal)
                && !text.Contains("OpenRead(", StringComparison.Ordinal))
            {
                ran++;
                await RunAsync(program);
            }
        }

        Assert.InRange(seen, 10, 100);
        Assert.InRange(ran, 5, seen);
    }

    private static async Task RunAsync(Assembly program)
    {
        if (program.GetType("Given")!.GetField("connection")!.GetValue(null) is RerunConnection connection)
        {
            await connection.OpenAsync();
        }

        var main = program.GetType("Program")!.GetMethod("<Main>$", BindingFlags.Static | BindingFlags.NonPublic)!;
        await (main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null) as Task ?? Task.CompletedTask);
    }

    private static IEnumerable<(string Place, string Text)> SnippetsOf(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(SharedData.RepositoryRoot, page));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == "```csharp")
            {
                var start = i + 1;
                while (lines[++i].Trim() != "```")
                {
                }

                yield return ($"{page}:{start}", string.Join('\n', lines[start..i]));
            }
        }
    }

    private static Assembly? Compile(string place, string text)
    {
        string[] sources = [text, Given, .. text.Contains("class DriveSample", StringComparison.Ordinal) ? Array.Empty<string>() : [RowClass]];
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Replace("./recordings", SharedData.SampleDrives.Replace('\\', '/'), StringComparison.Ordinal), Newest));
        var compilation = CSharpCompilation.Create(
            "snippet", trees, Platform, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);

        // The compiler of the tests is older than the language, in which asynchronous methods may have spans between two waits.
        var faults = result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error && one.Id != "CS4012").ToList();
        Assert.True(faults.Count == 0, $"{place}: {string.Join('\n', faults.Take(5))}");
        return result.Success ? Assembly.Load(bytes.ToArray()) : null;
    }
}
