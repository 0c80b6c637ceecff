namespace Rerun.Data;

/// <summary>How component columns, which are lists, appear to readers: the keyword <c>List Values</c> of a connection string.</summary>
public enum RerunListValues
{
    /// <summary>As they are: lists.</summary>
    Raw = 0,

    /// <summary>
    /// As their element, for reporting tools: a null and an empty list are NULL, one element is itself, and more are an error that names column and row.
    /// </summary>
    Flat,
}
