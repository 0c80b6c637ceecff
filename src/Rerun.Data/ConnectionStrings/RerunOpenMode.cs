namespace Rerun.Data;

/// <summary>What may be done to the catalog: the keyword <c>Mode</c> of a connection string.</summary>
public enum RerunOpenMode
{
    /// <summary><see cref="ReadOnly"/> for a file and for a folder without <c>catalog.db</c>, else <see cref="ReadWrite"/>.</summary>
    Default = 0,

    /// <summary>Commands that change the catalog are refused with SQLSTATE 25006.</summary>
    ReadOnly,

    /// <summary>Reads and changes a catalog that exists.</summary>
    ReadWrite,

    /// <summary>As <see cref="ReadWrite"/>; a folder without <c>catalog.db</c> gets one, in which the recordings found there are registered once.</summary>
    ReadWriteCreate,
}
