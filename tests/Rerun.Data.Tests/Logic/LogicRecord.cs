namespace Rerun.Data.Tests.Logic;

/// <summary>What a record of a logic test asks for.</summary>
internal enum LogicRecordKind
{
    /// <summary>A statement that must succeed or fail.</summary>
    Statement,

    /// <summary>A query with the rows it must give, or that must fail.</summary>
    Query,

    /// <summary>The end of the file, or of what can be run of it.</summary>
    Halt,

    /// <summary>How many values a result may have before its digest stands for it.</summary>
    HashThreshold,

    /// <summary>A word that this reader does not know: what follows may depend on it.</summary>
    Unknown,
}

/// <summary>The order in which values are compared.</summary>
internal enum LogicSort
{
    /// <summary>As the query gives them.</summary>
    None,

    /// <summary>Row by row, rows in order of their text.</summary>
    Rows,

    /// <summary>All values in order of their text.</summary>
    Values,
}

/// <summary>One record of a file in the format of sqllogictest.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">The line of its first word, from 1.</param>
internal sealed record LogicRecord(LogicRecordKind Kind, int Line)
{
    /// <summary>The text that is run; of other kinds the record's first line.</summary>
    public string Sql { get; init; } = "";

    /// <summary>Whether it must fail.</summary>
    public bool ExpectsError { get; init; }

    /// <summary>What the message of the error must hold; empty for anything.</summary>
    public string ErrorText { get; init; } = "";

    /// <summary>Whether it may fail as well as succeed.</summary>
    public bool MayFail { get; init; }

    /// <summary>Whether the file says that it is not to be run.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The name of the connection that runs it; null for the one that every file has.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether the first expected line names the columns.</summary>
    public bool HasNames { get; init; }

    /// <summary>A letter per column.</summary>
    public string Types { get; init; } = "";

    public LogicSort Sort { get; init; }

    /// <summary>Queries with one label must give the same values; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>The lines below the dashes.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>Engines that the record is not for.</summary>
    public IReadOnlyList<string> SkippedBy { get; init; } = [];

    /// <summary>Engines that alone the record is for; empty for all.</summary>
    public IReadOnlyList<string> OnlyFor { get; init; } = [];

    /// <summary>The number of a hash threshold.</summary>
    public int Number { get; init; }

    /// <summary>Whether an engine is asked.</summary>
    public bool IsFor(string engine) =>
        !SkippedBy.Contains(engine, StringComparer.OrdinalIgnoreCase) && (OnlyFor.Count == 0 || OnlyFor.Contains(engine, StringComparer.OrdinalIgnoreCase));
}
