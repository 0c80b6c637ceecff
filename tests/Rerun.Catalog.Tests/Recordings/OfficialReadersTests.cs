using System.Diagnostics;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Recordings;

/// <summary>The official software loads what this library saves, with the rows of the original on every timeline.</summary>
public class OfficialReadersTests
{
    private const string Script = """
        import sys, rerun
        folder, originals = sys.argv[1], sys.argv[2:]
        if hasattr(rerun, "dataframe"):
            def recordings(original, saved):
                yield from (rerun.dataframe.load_recording(path) for path in (original, saved))
            def rows(recording, index):
                view = recording.view(index=index, contents="/**")
                return (view.select_static() if index is None else view.select()).read_all()
        else:
            from rerun.server import Server
            def recordings(original, saved):
                with Server(datasets={"original": [original], "saved": [saved]}) as server:
                    yield from (server.client().get_dataset(name=name) for name in ("original", "saved"))
            def rows(dataset, index):
                return dataset.reader(index=index).to_arrow_table()
        for i, original in enumerate(originals):
            both = recordings(original, f"{folder}/{i}.rrd")
            a, b = next(both), next(both)
            count = 0
            for index in [column.name for column in a.schema().index_columns()] + [None]:
                x, y = rows(a, index), rows(b, index)
                assert x.schema.equals(y.schema), (original, index, x.schema, y.schema)
                assert x.num_rows == y.num_rows, (original, index)
                count += x.num_rows
                for name in x.schema.names:
                    l, r = x.column(name).combine_chunks(), y.column(name).combine_chunks()
                    assert l.equals(r) or [repr(v) for v in l] == [repr(v) for v in r], (original, index, name)
            assert count > 0, original
        print(rerun.__version__, len(originals))
        """;

    private static readonly string[] Files =
    [
        "drives/drive-011.rrd", "edge/types_nested.rrd", "edge/types_dense_union.rrd", "edge/types_dictionary.rrd", "edge/entity_paths.rrd", "edge/sparse.rrd",
        "edge/static_over_temporal.rrd", "edge/out_of_order.rrd", "edge/empty_columns.rrd",
    ];

    [SharedTheory("rerun")]
    [InlineData("0.27.3")]
    [InlineData("0.41.0")]
    public async Task The_official_software_gives_the_same_rows_for_what_was_saved(string release)
    {
        string[] originals = [.. Files.Select(name => SharedData.PathOf(["data", .. name.Split('/')]))];
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            for (var i = 0; i < originals.Length; i++)
            {
                await (await Recording.OpenAsync(originals[i])).SaveAsync(Path.Combine(folder.FullName, $"{i}.rrd"));
            }

            var script = Path.Combine(folder.FullName, "compare.py");
            await File.WriteAllTextAsync(script, Script);
            var output = await RunAsync([.. release == "0.27.3" ? Array.Empty<string>() : [release], script, folder.FullName, .. originals]);
            Assert.Contains($"{release} {Files.Length}", output);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(SharedData.PathOf("rerun", "python"), arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, await errors);
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
