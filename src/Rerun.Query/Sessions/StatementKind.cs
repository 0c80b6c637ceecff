namespace Rerun.Query;

/// <summary>What a statement does.</summary>
public enum StatementKind
{
    /// <summary>It gives rows and changes nothing: SELECT, VALUES, EXPLAIN, DESCRIBE, SHOW.</summary>
    Query,

    /// <summary>It changes the catalog's entries: CREATE, ALTER, DROP.</summary>
    Definition,

    /// <summary>It calls a procedure, which may change the catalog and may give rows.</summary>
    Call,

    /// <summary>It changes rows of a table.</summary>
    Change,

    /// <summary>It changes the session only: SET, temporary views and tables.</summary>
    Session,

    /// <summary>It begins or ends a transaction.</summary>
    Transaction,
}
