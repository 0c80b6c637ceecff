namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// What a statement renames or drops.
/// </summary>
internal enum EntryKind
{
    /// <summary>a dataset</summary>
    Dataset,

    /// <summary>a table</summary>
    Table,

    /// <summary>a view</summary>
    View,

    /// <summary>an index</summary>
    Index,
}
