namespace Rerun.Query.Execution.Text;

/// <summary>How a regular expression is read.</summary>
[Flags]
internal enum RegexFlags
{
    None = 0,

    /// <summary>Case does not matter.</summary>
    IgnoreCase = 1,

    /// <summary>A point is any character, a line break too.</summary>
    DotIsAny = 2,

    /// <summary>^ and $ are the ends of lines.</summary>
    Lines = 4,

    /// <summary>Blanks and comments are left out.</summary>
    Expanded = 8,

    /// <summary>The pattern is plain text.</summary>
    Literal = 16,
}
