using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Golden;
using Rerun.Catalog.Tests.Dataframes.Oracle;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>
/// Rows of one id, which recordings should not have: the later row of its chunk wins, then the chunk that begins earlier, then the smaller chunk id, whatever the
/// order in which chunks come.
/// </summary>
public sealed class EqualRowIdTests
{
    [Fact]
    public async Task Within_a_chunk_the_later_row_wins() =>
        await Gives("[3]", Chunk(1, [7, 7, 7], [5, 5, 5], "P", [[1L], [2L], [3L]]));

    [Fact]
    public async Task The_later_row_of_its_chunk_wins_over_another_chunks() =>
        await Gives("[12]", Chunk(1, [7], [5], "P", [[1L]]), Chunk(2, [7, 7], [4, 5], "P", [[11L], [12L]]));

    [Fact]
    public async Task Then_the_chunk_that_begins_earlier_wins() =>
        await Gives("[22]", Chunk(1, [6, 7], [4, 5], "P", [[11L], [12L]]), Chunk(2, [6, 7], [1, 5], "P", [[21L], [22L]]));

    [Fact]
    public async Task Then_the_smaller_chunk_id_wins() =>
        await Gives("[12]", Chunk(1, [6, 7], [4, 5], "P", [[11L], [12L]]), Chunk(2, [6, 7], [4, 5], "P", [[21L], [22L]]));

    [Fact]
    public async Task A_greater_row_id_wins_over_all_that() =>
        await Gives("[31]", Chunk(1, [7, 7], [1, 5], "P", [[11L], [12L]]), Chunk(3, [8], [5], "P", [[31L]]));

    [Fact]
    public async Task A_clear_in_the_row_of_a_cell_leaves_the_cell()
    {
        var both = Chunk(1, [7], [5], "P", [[1L]]);
        await Gives("[1]", both with { Components = both.Components.Append(KeyValuePair.Create(ModelChunk.Clear, new object?[]?[] { [true] })).ToDictionary() });
    }

    [Fact]
    public async Task A_clear_of_another_chunk_follows_the_same_rule()
    {
        await Gives("[]", Chunk(1, [7], [5], ModelChunk.Clear, [[true]]), Chunk(2, [7], [5], "P", [[1L]]));
        await Gives("[1]", Chunk(3, [7], [5], ModelChunk.Clear, [[true]]), Chunk(2, [7], [5], "P", [[1L]]));
    }

    [Fact]
    public async Task Static_values_follow_the_same_rule()
    {
        var (first, second) = (Chunk(1, [7, 7], [0, 0], "P", [[1L], [2L]]), Chunk(2, [7], [0], "P", [[3L]]));
        await Gives("[2]", Static(first), Static(second), Chunk(3, [1], [5], "C", [["row"]]));
        await Gives("[3]", Static(second), Static(Chunk(4, [7], [0], "P", [[4L]])), Chunk(3, [1], [5], "C", [["row"]]));

        static ModelChunk Static(ModelChunk chunk) => chunk with { Timelines = new Dictionary<string, long[]>() };
    }

    private static ModelChunk Chunk(ulong id, ulong[] rowIds, long[] frames, string component, object?[]?[] cells) =>
        new(id, "base", "/a", rowIds, new Dictionary<string, long[]> { ["frame"] = frames }, new Dictionary<string, object?[]?[]> { [component] = cells });

    /// <summary>Checks the cell of P at frame 5 for the chunks in every order.</summary>
    private static async Task Gives(string expected, params ModelChunk[] chunks)
    {
        foreach (var order in new[] { chunks, [.. chunks.Reverse()], [.. chunks.Skip(1), chunks[0]] })
        {
            var catalog = new InMemoryCatalog([new LayerChunks("p", "base", [.. order.Select(chunk => chunk.ToChunk())])], CompatibilityMode.Correct);
            var engine = new DataframeEngine(catalog, new ChunkCache(1 << 20));
            var view = new DataframeQueryView(engine, default, new DataframeQuery { Index = "frame", Contents = "/a", Projection = ["/a:P"] }).FilterIndexValues(5);
            var batch = Assert.Single(view.Execute());
            Assert.Equal(expected, CellJson.Text(batch.Column(0), 0));
        }
    }
}
