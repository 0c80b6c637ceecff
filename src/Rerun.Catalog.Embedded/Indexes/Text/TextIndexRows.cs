using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>What full-text indexes hold, as rows of the catalogue, layer by layer.</summary>
/// <remarks>
/// A search looks only at the layers that its dataset has at that moment, so rows of others do no harm, and a layer that is missing is added by whoever
/// needs it. So the rows follow the registrations without being part of them.
/// </remarks>
internal static class TextIndexRows
{
    /// <summary>The layers of a dataset by the number of their row; those that somebody else has removed meanwhile are missing.</summary>
    public static Dictionary<long, RecordingLayer> Layers(CatalogueConnection connection, Tuid dataset, DatasetContent content)
    {
        var known = content.Layers.ToDictionary(layer => (layer.Partition, layer.Name, layer.RegisteredAt));
        var layers = new Dictionary<long, RecordingLayer>();
        foreach (var (number, key) in connection.Select(
            "SELECT layer, partition, name, registered_at FROM layers WHERE dataset = $1 ORDER BY layer",
            row => (row.GetInt64(0), (row.GetString(1), row.GetString(2), row.GetInt64(3))),
            dataset))
        {
            if (known.TryGetValue(key, out var layer))
            {
                layers.Add(number, layer);
            }
        }

        return layers;
    }

    /// <summary>The numbers of the layers that an index has, with what it counts of them.</summary>
    public static Dictionary<long, (long Documents, long Terms)> IndexedLayers(CatalogueConnection connection, StoredIndex index) => connection
        .Select(
            "SELECT layer, document_count, term_count FROM index_layers WHERE search_index = $1",
            row => (row.GetInt64(0), (row.GetInt64(1), row.GetInt64(2))),
            index.Number)
        .ToDictionary(row => row.Item1, row => row.Item2);

    /// <summary>Adds a layer's texts to an index, unless it has them.</summary>
    public static void Add(CatalogueConnection connection, StoredIndex index, long layer, IReadOnlyList<TextDocument> documents)
    {
        var added = connection.Execute(
            """
            INSERT INTO index_layers (search_index, layer, document_count, term_count)
            SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM indexes WHERE search_index = $1) ON CONFLICT DO NOTHING
            """,
            index.Number,
            layer,
            (long)documents.Count,
            documents.Sum(document => (long)document.TermCount));
        if (added == 0)
        {
            return;
        }

        var number = connection.Number("SELECT seq FROM sqlite_sequence WHERE name = 'index_documents'");
        foreach (var document in documents)
        {
            number++;
            connection.Execute(
                """
                INSERT INTO index_documents (document, search_index, layer, chunk, time, instance, term_count, text)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                number,
                index.Number,
                layer,
                document.Chunk,
                document.Time,
                (long)document.Instance,
                (long)document.TermCount,
                document.Content);
            connection.Execute("INSERT INTO index_terms (rowid, terms) VALUES ($1, $2)", number, document.Terms);
        }
    }

    /// <summary>The texts with a term: their number, how often they have it, their layer, and how many terms they have.</summary>
    public static List<(long Document, long Count, long Layer, long TermCount)> Postings(CatalogueConnection connection, StoredIndex index, string term) =>
        connection.Select(
            """
            SELECT posting.doc, count(*), document.layer, document.term_count
            FROM index_postings AS posting JOIN index_documents AS document ON document.document = posting.doc
            WHERE posting.term = $1 GROUP BY posting.doc
            """,
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
            TermText.Of(term, index.Number));

    /// <summary>A text by its number.</summary>
    public static (Tuid Chunk, long Time, int Instance, string Text) Document(CatalogueConnection connection, long document) => connection
        .Select(
            "SELECT chunk, time, instance, text FROM index_documents WHERE document = $1",
            row => (row.GetId(0), row.GetInt64(1), row.GetInt32(2), row.GetString(3)),
            document)[0];

    /// <summary>Deletes all that an index holds.</summary>
    public static void Clear(CatalogueConnection connection, StoredIndex index)
    {
        connection.Execute("DELETE FROM index_documents WHERE search_index = $1", index.Number);
        connection.Execute("DELETE FROM index_layers WHERE search_index = $1", index.Number);
    }

    /// <summary>Merges the segments that the terms lie in.</summary>
    public static void Optimize(CatalogueConnection connection) => connection.Execute("INSERT INTO index_terms (index_terms) VALUES ('optimize')");
}
