using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Rerun.Data;

/// <summary>One command of a batch.</summary>
public sealed class RerunBatchCommand : DbBatchCommand
{
    private string _text = "";
    private int _recordsAffected = -1;

    /// <summary>Creates a command without text.</summary>
    public RerunBatchCommand()
    {
    }

    /// <summary>Creates a command.</summary>
    /// <param name="commandText">The SQL text; null is empty.</param>
    public RerunBatchCommand(string? commandText) => CommandText = commandText;

    /// <inheritdoc cref="RerunCommand.CommandText"/>
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set => _text = value ?? "";
    }

    /// <inheritdoc cref="RerunCommand.CommandType"/>
    public override CommandType CommandType { get; set; } = CommandType.Text;

    /// <summary>The number of rows the command changed; -1 for queries and before execution.</summary>
    public override int RecordsAffected => _recordsAffected;

    /// <summary>The parameters.</summary>
    public new RerunParameterCollection Parameters { get; } = new();

    /// <inheritdoc/>
    public override bool CanCreateParameter => true;

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <summary>Creates a parameter, without adding it.</summary>
    public override DbParameter CreateParameter() => new RerunParameter();

    internal void SetRecordsAffected(long count) => _recordsAffected = (int)Math.Min(count, int.MaxValue);
}
