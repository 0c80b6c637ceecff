namespace Rerun.Query;

/// <summary>A parsed SQL text: its statements in order. Immutable.</summary>
public sealed class PreparedQuery
{
    internal PreparedQuery(string text, IReadOnlyList<PreparedStatement> statements)
    {
        Text = text;
        Statements = statements;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The statements; empty ones are left out, so there may be none.</summary>
    public IReadOnlyList<PreparedStatement> Statements { get; }
}
