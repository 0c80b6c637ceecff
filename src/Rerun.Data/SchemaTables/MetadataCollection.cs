using System.Data;
using System.Globalization;

namespace Rerun.Data.SchemaTables;

/// <summary>A collection that GetSchema gives: its columns, its restrictions and where its rows come from.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="Columns">Names and types of its columns.</param>
/// <param name="Restrictions">The columns that restriction values filter by, in order.</param>
/// <param name="IdentifierParts">How many parts name one of its things.</param>
/// <param name="Rows">Makes the rows.</param>
internal sealed record MetadataCollection(
    string Name,
    (string Name, Type Type)[] Columns,
    string[] Restrictions,
    int IdentifierParts,
    Func<CatalogSource, CancellationToken, IAsyncEnumerable<object?[]>> Rows)
{
    /// <summary>The collection as a table.</summary>
    /// <param name="source">What the rows come from.</param>
    /// <param name="restrictionValues">The values to filter by; null is any.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<DataTable> ReadAsync(CatalogSource source, string?[] restrictionValues, CancellationToken cancellationToken)
    {
        if (restrictionValues.Length > Restrictions.Length)
        {
            throw new ArgumentException($"The collection '{Name}' has {Restrictions.Length} restrictions, not {restrictionValues.Length}.", nameof(restrictionValues));
        }

        var table = new DataTable(Name) { Locale = CultureInfo.InvariantCulture };
        foreach (var (column, type) in Columns)
        {
            table.Columns.Add(column, type);
        }

        await foreach (var row in Rows(source, cancellationToken).ConfigureAwait(false))
        {
            if (Fits(row, restrictionValues))
            {
                table.Rows.Add(row);
            }
        }

        return table;
    }

    private bool Fits(object?[] row, string?[] restrictionValues)
    {
        for (var i = 0; i < restrictionValues.Length; i++)
        {
            var column = Array.FindIndex(Columns, column => column.Name == Restrictions[i]);
            if (restrictionValues[i] is { } wanted && !string.Equals(wanted, row[column]?.ToString(), StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
