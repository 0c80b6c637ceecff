namespace Rerun.Query.Execution.Operators;

/// <summary>How the left and the right time of an ASOF join compare.</summary>
internal enum AsofComparison
{
    /// <summary>left &gt;= right: the last right row up to the left one.</summary>
    GreaterOrEqual,

    /// <summary>left &gt; right: the last right row before the left one.</summary>
    Greater,

    /// <summary>left &lt;= right: the first right row from the left one on.</summary>
    LessOrEqual,

    /// <summary>left &lt; right: the first right row after the left one.</summary>
    Less,
}
