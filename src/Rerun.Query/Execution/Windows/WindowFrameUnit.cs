namespace Rerun.Query.Execution.Windows;

/// <summary>What the bounds of a window frame count.</summary>
internal enum WindowFrameUnit
{
    /// <summary>Rows.</summary>
    Rows,

    /// <summary>Values of the one key of the order.</summary>
    Range,

    /// <summary>Groups of rows that are equal in order.</summary>
    Groups,
}
