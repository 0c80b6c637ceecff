using Rerun.Arrow;

namespace Rerun.Catalog.Tables;

/// <summary>Chooses columns of a table that the catalog gives whole.</summary>
internal static class TableProjection
{
    /// <summary>The named columns in the order of the names; all for null or none.</summary>
    /// <exception cref="RerunException">A column does not exist, or is named twice.</exception>
    public static RecordBatch Apply(RecordBatch table, IReadOnlyList<string>? columns, string description)
    {
        if (columns is null or { Count: 0 })
        {
            return table;
        }

        var fields = new List<Field>(columns.Count);
        var arrays = new List<IArrowArray>(columns.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in columns)
        {
            var index = table.Schema.GetFieldIndex(name, StringComparer.Ordinal);
            if (index < 0)
            {
                var names = table.Schema.FieldsList.Select(field => field.Name);
                throw new RerunException(
                    $"Column '{name}' not found in {description}.{NearestNames.Hint(name, names)}", RerunErrorCode.UnknownColumn);
            }

            if (!seen.Add(name))
            {
                throw new RerunException($"Column '{name}' is named twice for {description}.", RerunErrorCode.InvalidArgument);
            }

            fields.Add(table.Schema.GetFieldByIndex(index));
            arrays.Add(table.Column(index));
        }

        return new RecordBatch(new Schema(fields, table.Schema.Metadata), arrays, table.Length);
    }
}
