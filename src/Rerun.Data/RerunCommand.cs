using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Rerun.Catalog;
using Rerun.Data.Results;
using Rerun.Data.Parameters;

namespace Rerun.Data;

/// <summary>A text of SQL statements, a procedure or a table, with parameters, to be run on a connection.</summary>
/// <remarks>
/// Errors of the text surface from Execute, never from the first Read. One reader may be open per command; a connection may have several.
/// </remarks>
public sealed partial class RerunCommand : DbCommand, ICloneable, IReaderOwner
{
    private readonly bool _ownsConnection;
    private RerunConnection? _connection;
    private string _text = "";
    private CommandType _type = CommandType.Text;
    private int? _timeout;
    private IStatementText? _prepared;
    private IStatementSession? _preparedFor;
    private string? _preparedText;
    private RerunDataReader? _reader;
    private ExecutionControl? _control;
    private bool _isDisposed;

    /// <summary>Creates a command without text and connection.</summary>
    public RerunCommand()
    {
    }

    /// <summary>Creates a command.</summary>
    /// <param name="commandText">The SQL text; null is empty.</param>
    /// <param name="connection">The connection to run it on, or null to set it later.</param>
    public RerunCommand(string? commandText, RerunConnection? connection = null)
    {
        CommandText = commandText;
        _connection = connection;
    }

    /// <summary>A command that opens its connection for each execution and closes it afterwards.</summary>
    internal RerunCommand(RerunConnection connection, bool ownsConnection)
    {
        _connection = connection;
        _ownsConnection = ownsConnection;
    }

    /// <summary>The SQL text (statements separated by semicolons), or the name of a procedure or table; null becomes empty.</summary>
    /// <exception cref="InvalidOperationException">A reader of this command is open.</exception>
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            ThrowIfReading();
            _text = value ?? "";
            _prepared = null;
        }
    }

    /// <summary>
    /// How long each wait may take, in seconds: from Execute to the first batch, then for every further batch. 0 is without limit.
    /// Default: what the connection string says, else 30.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public override int CommandTimeout
    {
        get => _timeout ?? _connection?.Settings.CommandTimeout ?? ConnectionStrings.ConnectionSettings.Default.CommandTimeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _timeout = value;
        }
    }

    /// <summary>
    /// How the text is meant: SQL, a procedure's name (parameters become its arguments, by name if they have names) or a table's name.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public override CommandType CommandType
    {
        get => _type;
        set
        {
            if (!Enum.IsDefined(value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such command type.");
            }

            ThrowIfReading();
            _type = value;
            _prepared = null;
        }
    }

    /// <summary>Kept, without effect.</summary>
    public override bool DesignTimeVisible { get; set; } = true;

    /// <summary>Kept, without effect: commands give no values back through parameters.</summary>
    public override UpdateRowSource UpdatedRowSource { get; set; } = UpdateRowSource.None;

    /// <summary>The parameters.</summary>
    public new RerunParameterCollection Parameters { get; } = new();

    /// <summary>The connection to run on, or null.</summary>
    /// <exception cref="InvalidOperationException">A reader of this command is open.</exception>
    public new RerunConnection? Connection
    {
        get => _connection;
        set
        {
            ThrowIfReading();
            _connection = value;
            _prepared = null;
        }
    }

    /// <summary>The transaction to run in, or null; the connection's current one counts in any case.</summary>
    public new RerunTransaction? Transaction { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => Connection = value is null or RerunConnection
            ? (RerunConnection?)value
            : throw new InvalidCastException($"The command takes a {nameof(RerunConnection)}, not {value.GetType()}.");
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction
    {
        get => Transaction;
        set => Transaction = value is null or RerunTransaction
            ? (RerunTransaction?)value
            : throw new InvalidCastException($"The command takes a {nameof(RerunTransaction)}, not {value.GetType()}.");
    }

    /// <summary>A command like this one on the same connection, with parameters of its own: to run beside it.</summary>
    public RerunCommand Clone()
    {
        var clone = _ownsConnection ? new RerunCommand(_connection!.Clone(), ownsConnection: true) : new RerunCommand(null, _connection);
        clone._text = _text;
        clone._type = _type;
        clone._timeout = _timeout;
        clone.Transaction = Transaction;
        clone.DesignTimeVisible = DesignTimeVisible;
        clone.UpdatedRowSource = UpdatedRowSource;
        foreach (RerunParameter parameter in Parameters)
        {
            clone.Parameters.Add(parameter.Clone());
        }

        return clone;
    }

    object ICloneable.Clone() => Clone();

    /// <summary>Creates a parameter, without adding it.</summary>
    public new RerunParameter CreateParameter() => new();

    /// <summary>Ends the running execution, from any thread: its caller sees <see cref="OperationCanceledException"/>. No effect when there is none.</summary>
    public override void Cancel() => Volatile.Read(ref _control)?.Cancel();

    /// <summary>
    /// Parses the text now, resolves the names of its queries and plans them, without running anything; the first execution with parameters of the same
    /// types finds the plans. Queries after a statement that changes something, and those with parameters that have no value yet, are only parsed.
    /// Executing does the same when it is not prepared.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no open connection or no text.</exception>
    /// <exception cref="RerunException">The text is not valid, a name is unknown, or types do not fit.</exception>
    public override void Prepare() => Blocking.Wait(static command => command.PlanAsync(CancellationToken.None), this);

    /// <inheritdoc cref="Prepare"/>
    /// <param name="cancellationToken">Cancels the call.</param>
    public override Task PrepareAsync(CancellationToken cancellationToken = default) => cancellationToken.IsCancellationRequested
        ? Task.FromCanceled(cancellationToken)
        : OffContext.RunAsync(static (command, token) => command.PlanAsync(token), this, cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => CreateParameter();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        base.Dispose(disposing);
    }

    // The order of these checks is fixed: disposed, connection, open, transaction, text, reader.
    private IStatementSession RequireSession()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_connection is null)
        {
            throw new InvalidOperationException("The command has no connection.");
        }

        var session = _connection.RequireSession();
        if (Transaction?.Connection is { } other && other != _connection)
        {
            throw new InvalidOperationException("The command's transaction belongs to another connection.");
        }

        if (string.IsNullOrWhiteSpace(_text))
        {
            throw new InvalidOperationException("The command has no text.");
        }

        ThrowIfReading();
        return session;
    }

    private void ThrowIfReading()
    {
        if (_reader is not null)
        {
            throw new InvalidOperationException("A reader of this command is open; close it first, or use another command.");
        }
    }

    private async ValueTask PlanAsync(CancellationToken cancellationToken)
    {
        var text = PrepareText(RequireSession());
        if (Parameters.HaveValues)
        {
            await text.PlanAsync(Parameters.Bind(), cancellationToken).ConfigureAwait(false);
        }
    }

    private IStatementText PrepareText(IStatementSession session)
    {
        var text = CommandTexts.Of(_type, _text, Parameters);
        if (_prepared is null || _preparedText != text || _preparedFor != session)
        {
            _prepared = session.Prepare(text);
            _preparedText = text;
            _preparedFor = session;
        }

        return _prepared;
    }

}
