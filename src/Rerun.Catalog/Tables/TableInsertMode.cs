namespace Rerun.Catalog;

/// <summary>How rows are written to a table. Mirrors <c>rerun.catalog.TableInsertMode</c>; the numbers are those of the wire.</summary>
public enum TableInsertMode
{
    /// <summary>Rows are added.</summary>
    Append = 1,

    /// <summary>The rows take the place of all that the table had, schema included.</summary>
    Overwrite = 2,

    /// <summary>
    /// Rows whose key exists take that row's place, others are added. Keys are the columns whose field metadata has
    /// <c>rerun:is_table_index</c> = <c>true</c>; servers know it since 0.28.
    /// </summary>
    Replace = 3,
}
