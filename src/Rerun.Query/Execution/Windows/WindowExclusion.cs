namespace Rerun.Query.Execution.Windows;

/// <summary>Which rows a window frame leaves out.</summary>
internal enum WindowExclusion
{
    /// <summary>None.</summary>
    None,

    /// <summary>The row itself.</summary>
    CurrentRow,

    /// <summary>The row and those equal to it in order.</summary>
    Group,

    /// <summary>Those equal to the row in order, but not itself.</summary>
    Ties,
}
