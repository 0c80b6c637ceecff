using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tests.Support;

/// <summary>Short ways to what tests look at.</summary>
public static class Read
{
    /// <summary>A text column, null as the word.</summary>
    public static string[] Texts(this RecordBatch table, string column) => Texts((StringArray)table.Column(column));

    /// <summary>A column of lists of text, a null list as one null.</summary>
    public static string[][] TextLists(this RecordBatch table, string column)
    {
        var lists = (ListArray)table.Column(column);
        return [.. Enumerable.Range(0, lists.Length).Select(i => lists.IsNull(i) ? ["null"] : Texts((StringArray)lists.GetSlicedValues(i)!))];
    }

    public static ulong[] Numbers(this RecordBatch table, string column) => ((UInt64Array)table.Column(column)).Values.ToArray();

    /// <summary>The fields as text, with nullability and metadata: what two schemas are compared by.</summary>
    public static string[] Fields(this Schema schema, bool withMetadata = true) =>
    [
        .. schema.FieldsList.Select(field =>
            $"{field}{(withMetadata ? string.Concat(field.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $" {entry.Key}={entry.Value}")) : "")}"),
    ];

    private static string[] Texts(StringArray column) => [.. Enumerable.Range(0, column.Length).Select(i => column.GetString(i) ?? "null")];
}
