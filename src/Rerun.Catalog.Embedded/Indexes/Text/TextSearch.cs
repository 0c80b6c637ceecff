using Rerun.Arrow;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>Searches a full-text index: texts with any of the words, the best by BM25 first.</summary>
internal static class TextSearch
{
    private const double Saturation = 1.2;
    private const double LengthWeight = 0.75;

    /// <summary>Searches the texts of some layers, all of which the index has.</summary>
    /// <param name="connection">One state of the catalogue.</param>
    /// <param name="index">The index.</param>
    /// <param name="layers">The layers by the number of their row.</param>
    /// <param name="indexed">The indexed column.</param>
    /// <param name="search">What is searched.</param>
    /// <exception cref="RerunException">The query is no text, or a column of the result is unknown.</exception>
    public static IArrowArrayStream Run(
        CatalogueConnection connection, StoredIndex index, IReadOnlyDictionary<long, RecordingLayer> layers, IndexedChunks indexed, IndexSearch search)
    {
        var result = new SearchResult(indexed.TimeKind, indexed.InstanceType, IndexSearchKind.FullText, search.Columns);
        var analyzer = TextAnalyzer.Of(((FullTextIndexProperties)index.Config.Properties).BaseTokenizer);
        var scores = search.Limit == 0 ? [] : Score(connection, index, layers, [.. analyzer.Terms(QueryText(search)).Distinct()]);

        // Layers are numbered, and texts within a layer, in order of storage.
        var best = scores.OrderByDescending(pair => pair.Value.Score).ThenBy(pair => pair.Value.Layer).ThenBy(pair => pair.Key).ToList();
        var (start, end) = SearchResult.Window(best.Count, search);
        var hits = new List<SearchHit>(end - start);
        var texts = new List<string>(end - start);
        foreach (var (document, score) in best[start..end])
        {
            var (chunk, time, instance, text) = TextIndexRows.Document(connection, document);
            var layer = layers[score.Layer];
            hits.Add(new SearchHit(layer.Partition, layer.Name, chunk, time, (uint)instance, (float)score.Score));
            texts.Add(text);
        }

        var whole = search with { Offset = 0, Limit = search.Limit == 0 ? 0 : null };
        return result.Of(hits, range => TextDocuments.Array(indexed.InstanceType, texts[range]), whole);
    }

    private static Dictionary<long, (double Score, long Layer)> Score(
        CatalogueConnection connection, StoredIndex index, IReadOnlyDictionary<long, RecordingLayer> layers, IReadOnlyList<string> terms)
    {
        var counted = TextIndexRows.IndexedLayers(connection, index).Where(pair => layers.ContainsKey(pair.Key)).Select(pair => pair.Value).ToList();
        double documents = counted.Sum(layer => layer.Documents);
        var averageLength = counted.Sum(layer => layer.Terms) / documents;
        var scores = new Dictionary<long, (double Score, long Layer)>();
        var telling = new HashSet<long>();
        foreach (var term in terms)
        {
            var postings = TextIndexRows.Postings(connection, index, term).Where(posting => layers.ContainsKey(posting.Layer)).ToList();

            // As the official server does it, by occurrences and not by the texts that have some.
            double occurrences = postings.Sum(posting => posting.Count);
            var weight = Math.Log(1 + ((documents - occurrences + 0.5) / (occurrences + 0.5)));
            foreach (var (document, count, layer, length) in postings)
            {
                var frequency = count * (Saturation + 1) / (count + (Saturation * (1 - LengthWeight + (LengthWeight * length / averageLength))));
                var before = scores.GetValueOrDefault(document).Score;
                scores[document] = (before + (weight * frequency), layer);
                if (weight > 0)
                {
                    telling.Add(document);
                }
            }
        }

        // A word that occurs more often than there are texts tells nothing: it makes a hit only where the query has no better one.
        return telling.Count == 0 ? scores : scores.Where(pair => telling.Contains(pair.Key)).ToDictionary();
    }

    private static string QueryText(IndexSearch search)
    {
        var text = search.Query switch
        {
            { Length: 0 } => null,
            StringArray texts => texts.GetString(0) ?? "",
            LargeStringArray texts => texts.GetString(0) ?? "",
            StringViewArray texts => texts.GetString(0) ?? "",
            _ => null,
        };
        return text ?? throw new RerunException(
            $"A full-text search takes one row of text; it was given {search.Query.Length} rows of {search.Query.Data.DataType}.", RerunErrorCode.InvalidArgument);
    }
}
