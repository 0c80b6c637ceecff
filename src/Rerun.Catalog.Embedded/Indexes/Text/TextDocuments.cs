using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>Reads the texts of a column, and makes their terms.</summary>
internal static class TextDocuments
{
    /// <summary>The texts of some layers, in order of storage; layers without texts have an empty list.</summary>
    /// <exception cref="RerunException">A chunk cannot be read.</exception>
    public static Dictionary<RecordingLayer, List<TextDocument>> Read(
        IReadOnlyCollection<RecordingLayer> layers, IndexedChunks indexed, StoredIndex index, int maxParallelism, CancellationToken cancellationToken)
    {
        var documents = layers.ToDictionary(layer => layer, _ => new List<TextDocument>());
        var chunks = indexed.Chunks.Where(chunk => documents.ContainsKey(chunk.Layer)).ToList();
        var analyzer = TextAnalyzer.Of(((FullTextIndexProperties)index.Config.Properties).BaseTokenizer);
        var read = IndexedChunks.Select(
            chunks, index.Config, maxParallelism, (chunk, times, component) => Read(chunk, times, component, index, analyzer), cancellationToken);
        for (var i = 0; i < chunks.Count; i++)
        {
            documents[chunks[i].Layer].AddRange(read[i]);
        }

        return documents;
    }

    /// <summary>Whether values of a type can be searched as text.</summary>
    public static bool AreTexts(IArrowType type) => type is StringType or LargeStringType or StringViewType;

    /// <summary>An array of texts.</summary>
    public static IArrowArray Array(IArrowType type, IEnumerable<string> texts) => type switch
    {
        LargeStringType => Append(new LargeStringArray.Builder(), texts, (builder, text) => builder.Append(text)).Build(),
        StringViewType => Append(new StringViewArray.Builder(), texts, (builder, text) => builder.Append(text)).Build(),
        _ => Append(new StringArray.Builder(), texts, (builder, text) => builder.Append(text)).Build(),
    };

    private static TBuilder Append<TBuilder>(TBuilder builder, IEnumerable<string> texts, Action<TBuilder, string> append)
    {
        foreach (var text in texts)
        {
            append(builder, text);
        }

        return builder;
    }

    private static List<TextDocument> Read(IndexedChunk chunk, ChunkTimeline times, ChunkComponent component, StoredIndex index, TextAnalyzer analyzer)
    {
        var documents = new List<TextDocument>();
        var terms = new StringBuilder();
        var (lists, items) = (component.Values, component.Values.Values);
        for (var row = 0; row < lists.Length; row++)
        {
            if (lists.IsNull(row))
            {
                continue;
            }

            var (start, end) = (lists.ValueOffsets[row], lists.ValueOffsets[row + 1]);
            for (var item = start; item < end; item++)
            {
                if (Text(items, item) is { } text)
                {
                    terms.Clear();
                    var count = TermText.Append(terms, analyzer.Terms(text), index.Number);
                    documents.Add(new TextDocument(chunk.Info.Id, times.Times[row], item - start, text, terms.ToString(), count));
                }
            }
        }

        return documents;
    }

    private static string? Text(IArrowArray items, int item) => items switch
    {
        StringArray texts => texts.GetString(item),
        LargeStringArray texts => texts.GetString(item),
        StringViewArray texts => texts.GetString(item),
        _ => null,
    };
}
