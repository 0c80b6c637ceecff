using Rerun.Query.Sql.Syntax;

namespace Rerun.Query;

/// <summary>One statement of a parsed text. Immutable; may run any number of times, also at once.</summary>
public sealed class PreparedStatement
{
    internal PreparedStatement(SqlScript script, StatementSyntax syntax, StatementKind kind, IReadOnlyList<string> parameterNames)
    {
        Script = script;
        Syntax = syntax;
        Kind = kind;
        ParameterNames = parameterNames;
    }

    /// <summary>What the statement does.</summary>
    public StatementKind Kind { get; }

    /// <summary>
    /// The parameters of this statement, each once, in order of occurrence, without prefix. A positional parameter has its number, from 1, as its name;
    /// <c>?</c> counts through the whole text.
    /// </summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The position of the statement's first character in the text.</summary>
    public int Start => Syntax.Span.Start;

    /// <summary>The statement's length in characters.</summary>
    public int Length => Syntax.Span.Length;

    /// <summary>The statement's own text.</summary>
    public string Text => Script.Text.Substring(Start, Length);

    internal SqlScript Script { get; }

    internal StatementSyntax Syntax { get; }

    /// <summary>The plans that it had in sessions without temporary views and tables.</summary>
    internal KnownPlans Plans { get; } = new();
}
